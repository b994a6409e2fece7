import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { webhook } from "@rxgroupme/client/webhook";
import { deliveriesTo, secret } from "./delivery.ts";

const failure = new Error("the sink is down");
Deno.test("webhook() leaves out bots, itself among them, and notices", async () => {
  const worked: unknown[] = [];
  const hook = webhook({ secret, work: (data) => [worked.push(data.id)] });
  const { deliver, activity, works } = deliveriesTo(hook);
  assertEquals(await deliver({ id: "1", sender_type: "bot" }), 200);
  assertEquals(await deliver({ id: "2", sender_type: "system" }), 200);
  assertEquals(await deliver({ id: "3", system: true }), 200);
  assertEquals(await deliver({ id: "4", sender_type: "service" }), 200);
  assertEquals(await deliver({ id: "5", sender_type: undefined }), 200);
  await works();
  assertEquals(worked, ["4", "5"]);
  const ignored = activity.filter(({ type }) => type === "ignored");
  assertEquals(ignored.length, 3);
});

Deno.test("webhook() takes in what accept says", async () => {
  const worked: unknown[] = [];
  const hook = webhook({
    secret,
    accept: (data) => data.sender_id !== "me",
    work: (data) => [worked.push(data.id)],
  });
  const { deliver, works } = deliveriesTo(hook);
  await deliver({ id: "1", sender_type: "bot", sender_id: "me" });
  await deliver({ id: "2", sender_type: "bot", sender_id: "another" });
  await works();
  assertEquals(worked, ["2"]);
});

Deno.test("webhook() answers 500 when accept throws", async () => {
  const hook = webhook({
    secret,
    accept: () => {
      throw failure;
    },
    work: () => [],
  });
  const { deliver, activity } = deliveriesTo(hook);
  assertEquals(await deliver(), 500);
  assert(activity[0]?.type === "refused");
  assertInstanceOf(activity[0].error.cause, Error);
});

Deno.test("webhook() answers before accept has made up its mind", async () => {
  const worked: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const hook = webhook({
    secret,
    accept: async ({ id }) => {
      await promise;
      if (id === "3") throw failure;
      return id !== "2";
    },
    work: ({ id }) => [worked.push(id)],
  });
  const { deliver, activity, works } = deliveriesTo(hook);
  for (const id of ["1", "2", "3"]) assertEquals(await deliver({ id }), 200);
  assertEquals(await deliver({ id: "1" }), 503);
  assertEquals(worked, []);
  resolve();
  await works();
  assertEquals(worked, ["1"]);
  assertEquals(
    activity.map((it) => "data" in it ? `${it.type} ${it.data.id}` : it.type)
      .toSorted(),
    ["failed 3", "ignored 2", "refused", "worked 1"],
  );
  // What failed is welcome again.
  await deliver({ id: "3" });
  await works();
  assertEquals(activity.at(-1)?.type, "failed");
});

Deno.test("webhook() leaves no rejection of accept unhandled where nobody waits for it", async () => {
  const hook = webhook({
    secret,
    accept: () => Promise.reject(failure),
    seen: {
      has: () => new Promise((resolve) => setTimeout(resolve, 0, true)),
      add: () => {},
    },
    work: () => [],
  });
  const { deliver, works } = deliveriesTo(hook);
  // An unhandled rejection would fail the test.
  assertEquals(await deliver({ id: "1" }), 200);
  await works();
});

Deno.test("webhook() works once on a message that accept takes with anything true", async () => {
  const worked: unknown[] = [];
  const hook = webhook({
    secret,
    // As without types one may write it.
    accept: ({ text }) => text as unknown as boolean,
    work: (data) => [worked.push(data.id)],
  });
  const { deliver, works } = deliveriesTo(hook);
  await deliver({ id: "1", text: "three letters" });
  await works();
  assertEquals(worked, ["1"]);
});
