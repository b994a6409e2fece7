import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { GroupMeError } from "@rxgroupme/client";
import { webhook } from "@rxgroupme/client/webhook";
import { callback, request, secret } from "./delivery.ts";
import { refuse } from "./refuse.ts";

/** The JSON in bytes, one a character, which is no UTF-8 beyond ASCII. */
function bytes(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(JSON.stringify(value), (it) => it.charCodeAt(0));
}

const { id: _, ...withoutId } = callback();
const badBodies: Record<string, BodyInit | null> = {
  "no body": null,
  "an empty body": "",
  "blanks": "  \n",
  "broken JSON": '{"id":"1',
  "a form": new URLSearchParams({ id: "1", group_id: "2" }),
  "null": "null",
  "a text": '"tides?"',
  "a list": JSON.stringify([callback()]),
  "an object of another kind": '{"ping":true}',
  "a message without an id": JSON.stringify(withoutId),
  "a message with an id that is none": JSON.stringify(callback({ id: "../1" })),
  "a message with an endless id": JSON.stringify(
    callback({ id: "1".repeat(99) }),
  ),
  "a message without a group": JSON.stringify(callback({ group_id: "" })),
  "bytes that are no UTF-8": bytes(callback({ text: "\xff" })),
  "half a character": new Uint8Array([...bytes(callback()), 0xe2, 0x98]),
  "brackets without an end": "[".repeat(99_999),
};
for (const [name, body] of Object.entries(badBodies)) {
  Deno.test(`webhook() answers ${name} with 400`, async () => {
    const { response, error } = await refuse(request(body));
    assertEquals(response.status, 400);
    assertInstanceOf(error, GroupMeError);
    assertEquals(error.name, "RefusedCallback");
  });
}

Deno.test("webhook() answers a body that breaks off with 400", async () => {
  const reason = new Error("the connection was reset");
  const body = new ReadableStream({
    pull: (controller) => controller.error(reason),
  });
  const { response, error } = await refuse(request(body));
  assertEquals(response.status, 400);
  assertEquals(error.cause, reason);
});

Deno.test("webhook() answers 10 MB with 413, and reads little of it", async () => {
  let read = 0;
  let isCancelled = false;
  const body = new ReadableStream({
    pull(controller) {
      read += 10_000;
      if (read > 10_000_000) return controller.close();
      controller.enqueue(new Uint8Array(10_000).fill(0x20));
    },
    cancel: () => void (isCancelled = true),
  });
  const { response } = await refuse(request(body));
  assertEquals(response.status, 413);
  assert(read <= 1_048_576 + 30_000, `${read} bytes were read`);
  assert(isCancelled);
});

Deno.test("webhook() believes a body that says it is too long", async () => {
  let read = 0;
  const body = new ReadableStream({ pull: () => void read++ }, {
    highWaterMark: 0,
  });
  const headers = { "Content-Length": "10000000" };
  const { response } = await refuse(request(body, { headers }));
  assertEquals(response.status, 413);
  assertEquals(read, 0);
});

Deno.test("webhook() takes a body of maxBytes, and none of a byte more", async () => {
  const body = JSON.stringify(callback({ text: "☃" }));
  const maxBytes = new TextEncoder().encode(body).length;
  const { response } = await refuse(request(body), { maxBytes: maxBytes - 1 });
  assertEquals(response.status, 413);
  const hook = webhook({ secret, maxBytes, handle: () => [] });
  assertEquals((await hook.handler(request(body))).status, 200);
});

Deno.test("webhook() takes a message that mentions all 5,000 members", async () => {
  const user_ids = Array.from(
    { length: 5_000 },
    (_, i) => `${118_204_477 + i}`,
  );
  const loci = user_ids.map((_, i) => [i, i + 1]);
  const attachments = [{ type: "mentions", user_ids, loci }];
  const hook = webhook({ secret, handle: () => [] });
  const sent = request(JSON.stringify(callback({ attachments })));
  assertEquals((await hook.handler(sent)).status, 200);
});

Deno.test("webhook() answers a body that was read before with 500", async () => {
  const sent = request();
  await sent.text();
  assertEquals((await refuse(sent)).response.status, 500);
});

Deno.test("webhook() takes what does not say that it is JSON", async () => {
  const hook = webhook({ secret, handle: () => [] });
  const types: HeadersInit[] = [{}, { "Content-Type": "text/plain" }];
  for (const headers of types) {
    const sent = request(undefined, { headers });
    assertEquals((await hook.handler(sent)).status, 200);
  }
});
