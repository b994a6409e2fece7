import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { webhook } from "@rxgroupme/client/webhook";
import { deliveriesTo, secret } from "./delivery.ts";

const failure = new Error("the sink is down");
Deno.test("webhook() leaves out bots, and the notices of groups and the calendar", async () => {
  const handled: unknown[] = [];
  const hook = webhook({ secret, handle: (data) => [handled.push(data.id)] });
  const { deliver, activity, settled } = deliveriesTo(hook);
  assertEquals(await deliver({ id: "1", sender_type: "bot" }), 200);
  assertEquals(await deliver({ id: "2", sender_type: "system" }), 200);
  assertEquals(await deliver({ id: "3", system: true }), 200);
  assertEquals(await deliver({ id: "4", sender_type: "service" }), 200);
  assertEquals(await deliver({ id: "5", sender_type: undefined }), 200);
  assertEquals(await deliver({ id: "6", sender_type: "user" }), 200);
  await settled();
  assertEquals(handled, ["5", "6"]);
  const ignored = activity.filter(({ type }) => type === "ignored");
  assertEquals(ignored.length, 4);
});

Deno.test("webhook() handles what its filter admits", async () => {
  const handled: unknown[] = [];
  const hook = webhook({
    secret,
    filter: (data) => data.sender_id !== "me",
    handle: (data) => [handled.push(data.id)],
  });
  const { deliver, settled } = deliveriesTo(hook);
  await deliver({ id: "1", sender_type: "bot", sender_id: "me" });
  await deliver({ id: "2", sender_type: "bot", sender_id: "another" });
  await settled();
  assertEquals(handled, ["2"]);
});

Deno.test("webhook() answers 500 when its filter throws", async () => {
  const hook = webhook({
    secret,
    filter: () => {
      throw failure;
    },
    handle: () => [],
  });
  const { deliver, activity } = deliveriesTo(hook);
  assertEquals(await deliver(), 500);
  assert(activity[0]?.type === "refused");
  assertInstanceOf(activity[0].error.cause, Error);
});

Deno.test("webhook() answers before a promise of its filter is settled", async () => {
  const handled: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const hook = webhook({
    secret,
    filter: async ({ id }) => {
      await promise;
      if (id === "3") throw failure;
      return id !== "2";
    },
    handle: ({ id }) => [handled.push(id)],
  });
  const { deliver, activity, settled } = deliveriesTo(hook);
  for (const id of ["1", "2", "3"]) assertEquals(await deliver({ id }), 200);
  assertEquals(await deliver({ id: "1" }), 503);
  assertEquals(handled, []);
  resolve();
  await settled();
  assertEquals(handled, ["1"]);
  assertEquals(
    activity.map((it) => "data" in it ? `${it.type} ${it.data.id}` : it.type)
      .toSorted(),
    ["failed 3", "handled 1", "ignored 2", "refused"],
  );
  // What failed is welcome again.
  await deliver({ id: "3" });
  await settled();
  assertEquals(activity.at(-1)?.type, "failed");
});

Deno.test("webhook() leaves no rejection of its filter unhandled", async () => {
  const hook = webhook({
    secret,
    filter: () => Promise.reject(failure),
    dedupe: {
      has: () => new Promise((resolve) => setTimeout(resolve, 0, true)),
      add: () => {},
    },
    handle: () => [],
  });
  const { deliver, settled } = deliveriesTo(hook);
  // An unhandled rejection would fail the test.
  assertEquals(await deliver({ id: "1" }), 200);
  await settled();
});

Deno.test("webhook() takes what has then() for the promise of its filter", async () => {
  const handled: unknown[] = [];
  let asked = 0;
  const hook = webhook({
    secret,
    // As of another realm, or of a database that asks once it is awaited.
    filter: ({ text }) =>
      ({
        then(admit: (is: boolean) => void, refuse: (error: unknown) => void) {
          asked++;
          if (text === "fail") refuse(failure);
          else admit(text === "yes");
        },
      }) as Promise<boolean>,
    handle: (data) => [handled.push(data.id)],
  });
  const { deliver, settled, activity } = deliveriesTo(hook);
  for (const [id, text] of Object.entries(["yes", "no", "fail"])) {
    await deliver({ id, text });
    await settled();
  }
  assertEquals(handled, ["0"]);
  assertEquals(activity.map(({ type }) => type), [
    "handled",
    "ignored",
    "failed",
  ]);
  assertEquals(asked, 3);
});

Deno.test("webhook() handles once a message that its filter admits with a truthy value", async () => {
  const handled: unknown[] = [];
  const hook = webhook({
    secret,
    // As without types one may write it.
    filter: ({ text }) => text as unknown as boolean,
    handle: (data) => [handled.push(data.id)],
  });
  const { deliver, settled } = deliveriesTo(hook);
  await deliver({ id: "1", text: "three letters" });
  await settled();
  assertEquals(handled, ["1"]);
});
