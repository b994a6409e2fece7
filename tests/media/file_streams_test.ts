import { assert, assertEquals, assertRejects } from "@std/assert";
import { files } from "@rxgroupme/client/media";
import { lastValueFrom } from "rxjs";
import { refusal } from "../support/scripted.ts";
import { begun, done, GROUP, recorder } from "./wire.ts";

const BYTES = new Uint8Array(300).map((_, index) => index);
const MB = 1024 * 1024;

Deno.test("Files.upload() sends the bytes of a stream again after a lost answer, without reading it twice", async () => {
  const { client, clock, sent } = recorder(
    [new TypeError("lost"), refusal(503), begun(), done()],
    { retry: { attempts: 3 } },
  );
  let pulled = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(BYTES);
      if (++pulled === 2) controller.close();
    },
  });
  const uploaded = files(client, GROUP).upload(source, { name: "a" });
  assertEquals(source.locked, false);
  const file = await clock.until(lastValueFrom(uploaded));
  assertEquals([file.size, pulled], [600, 2]);
  for (const { body } of sent.slice(0, 3)) {
    assertEquals((await body.bytes()).length, 600);
  }
});

Deno.test("Files.upload() subscribed to again uploads again, a stream from its kept bytes", async () => {
  const here = recorder([begun(), done(), begun(), done("complete")]);
  const source = new Response(BYTES).body!;
  const uploaded = files(here.client, GROUP).upload(source, { name: "a" });
  await lastValueFrom(uploaded);
  assertEquals((await lastValueFrom(uploaded)).size, 300);
  assertEquals(here.sent.length, 4);
});

Deno.test("Files.upload() reads no more of a stream than GroupMe takes, and sends nothing then", async () => {
  const { client, sent } = recorder([]);
  let given = 0;
  let isCancelled = false;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given++;
      controller.enqueue(new Uint8Array(10 * MB));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  await assertRejects(
    () => lastValueFrom(files(client, GROUP).upload(source, { name: "a" })),
    RangeError,
    "52428800 bytes at most",
  );
  assert(given <= 9, `${given} chunks`);
  assert(isCancelled);
  assertEquals(sent, []);
});
