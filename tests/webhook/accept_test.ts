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
