import { assert, assertEquals } from "@std/assert";
import { defer, NEVER, Subject } from "rxjs";
import type { GroupMessageData } from "@rxgroupme/client";
import { recentIds, webhook } from "@rxgroupme/client/webhook";
import { callback, deliveriesTo, request, secret } from "./delivery.ts";

const failure = new Error("the sink is down");
Deno.test("webhook() works once on what is delivered again meanwhile", async () => {
  const works: Subject<never>[] = [];
  const hook = webhook({
    secret,
    work: () => works[works.push(new Subject()) - 1] ?? NEVER,
  });
  const delivery = deliveriesTo(hook);
  const together = Array.from({ length: 5 }, () => delivery.deliver());
  assertEquals((await Promise.all(together)).sort(), [200, 503, 503, 503, 503]);
  assertEquals(await delivery.deliver({ id: "2" }), 200);
  assertEquals(works.length, 2);
  // It failed: what the sender was told to deliver later gets through.
  works[0]?.error(failure);
  works[1]?.complete();
  await delivery.works();
  assertEquals(await delivery.deliver(), 200);
  assertEquals(await delivery.deliver({ id: "2" }), 200);
  works[2]?.complete();
  await delivery.works();
  assertEquals(await delivery.deliver(), 200);
  assertEquals(works.length, 3);
});

Deno.test("webhook() says when to deliver again", async () => {
  const { handler } = webhook({ secret, work: () => NEVER });
  assertEquals((await handler(request())).status, 200);
  const response = await handler(request());
  assertEquals(response.status, 503);
  assertEquals(response.headers.get("Retry-After"), "1");
});

Deno.test("webhook() remembers a message only after its work", async () => {
  const order: string[] = [];
  const hook = webhook({
    secret,
    seen: {
      has: (id) => Promise.resolve(order.push(`has ${id}`) < 0),
      add: (id) => Promise.resolve(order.push(`add ${id}`)),
    },
    work: ({ id }) =>
      defer(async () => {
        order.push(`begin ${id}`);
        await Promise.resolve();
        order.push(`end ${id}`);
      }),
  });
  const { deliver, works } = deliveriesTo(hook);
  await deliver({ id: "1" });
  await works();
  assertEquals(order, ["has 1", "begin 1", "end 1", "add 1"]);
});

Deno.test("webhook() shares what was seen with others", async () => {
  const seen = new Set<string>();
  const worked: string[] = [];
  const work = ({ id = "" }: GroupMessageData) => [worked.push(id)];
  const [one, other] = [1, 2].map(() =>
    deliveriesTo(webhook({ secret, work, seen }))
  );
  await one?.deliver();
  await one?.works();
  assertEquals(await other?.deliver(), 200);
  assertEquals(worked.length, 1);
  assertEquals(other?.activity.map(({ type }) => type), ["repeated"]);
});

Deno.test("webhook() answers 500 when it cannot look what was seen", async () => {
  const ids = new Set<string>();
  let isDown = true;
  const hook = webhook({
    secret,
    work: () => [],
    seen: {
      has: (id) => isDown ? Promise.reject(failure) : ids.has(id),
      add: (id) => ids.add(id),
    },
  });
  const { deliver, activity } = deliveriesTo(hook);
  assertEquals(await deliver(), 500);
  assert(activity[0]?.type === "refused");
  assertEquals(activity[0].error.cause, failure);
  isDown = false;
  assertEquals(await deliver(), 200);
});

Deno.test("webhook() lets through again what it could not remember", async () => {
  const ids = new Set<string>();
  let isDown = true;
  const hook = webhook({
    secret,
    work: () => [],
    seen: {
      has: (id) => ids.has(id),
      add(id) {
        if (isDown) throw failure;
        ids.add(id);
      },
    },
  });
  const { deliver, activity, works } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  await works();
  isDown = false;
  assertEquals(await deliver(), 200);
  await works();
  assertEquals(await deliver(), 200);
  const data = callback();
  assertEquals(activity, [
    { type: "failed", data, error: failure },
    { type: "worked", data },
    { type: "repeated", data },
  ]);
});

Deno.test("webhook() forgets the oldest of very many messages", async () => {
  let count = 0;
  const hook = webhook({
    secret,
    seen: recentIds(3),
    work: () => [count++],
  });
  const { deliver, works } = deliveriesTo(hook);
  for (const id of ["1", "2", "3", "4"]) {
    await deliver({ id });
    await works();
  }
  assertEquals(count, 4);
  await deliver({ id: "4" });
  await works();
  assertEquals(count, 4);
  await deliver({ id: "1" });
  await works();
  assertEquals(count, 5);
});
