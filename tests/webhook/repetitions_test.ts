import { assert, assertEquals } from "@std/assert";
import { defer, NEVER, Subject } from "rxjs";
import type { GroupMessageData } from "@rxgroupme/client";
import { recentIds, webhook } from "@rxgroupme/client/webhook";
import { callback, deliveriesTo, request, secret } from "./delivery.ts";

const failure = new Error("the sink is down");
Deno.test("webhook() handles once on what is delivered again meanwhile", async () => {
  const handlers: Subject<never>[] = [];
  const hook = webhook({
    secret,
    handle: () => handlers[handlers.push(new Subject()) - 1] ?? NEVER,
  });
  const delivery = deliveriesTo(hook);
  const together = Array.from({ length: 5 }, () => delivery.deliver());
  assertEquals((await Promise.all(together)).sort(), [200, 503, 503, 503, 503]);
  assertEquals(await delivery.deliver({ id: "2" }), 200);
  assertEquals(handlers.length, 2);
  // It failed: what the sender was told to deliver later gets through.
  handlers[0]?.error(failure);
  handlers[1]?.complete();
  await delivery.settled();
  assertEquals(await delivery.deliver(), 200);
  assertEquals(await delivery.deliver({ id: "2" }), 200);
  handlers[2]?.complete();
  await delivery.settled();
  assertEquals(await delivery.deliver(), 200);
  assertEquals(handlers.length, 3);
});

Deno.test("webhook() says when to deliver again", async () => {
  const { handler } = webhook({ secret, handle: () => NEVER });
  assertEquals((await handler(request())).status, 200);
  const response = await handler(request());
  assertEquals(response.status, 503);
  assertEquals(response.headers.get("Retry-After"), "1");
});

Deno.test("webhook() stores an id only after its handler", async () => {
  const order: string[] = [];
  const hook = webhook({
    secret,
    dedupe: {
      has: (id) => Promise.resolve(order.push(`has ${id}`) < 0),
      add: (id) => Promise.resolve(order.push(`add ${id}`)),
    },
    handle: ({ id }) =>
      defer(async () => {
        order.push(`begin ${id}`);
        await Promise.resolve();
        order.push(`end ${id}`);
      }),
  });
  const { deliver, settled } = deliveriesTo(hook);
  await deliver({ id: "1" });
  await settled();
  assertEquals(order, ["has 1", "begin 1", "end 1", "add 1"]);
});

Deno.test("webhook() shares the store of ids with others", async () => {
  const dedupe = new Set<string>();
  const handled: string[] = [];
  const handle = ({ id = "" }: GroupMessageData) => [handled.push(id)];
  const [one, other] = [1, 2].map(() =>
    deliveriesTo(webhook({ secret, handle, dedupe }))
  );
  await one?.deliver();
  await one?.settled();
  assertEquals(await other?.deliver(), 200);
  assertEquals(handled.length, 1);
  assertEquals(other?.activity.map(({ type }) => type), ["duplicate"]);
});

Deno.test("webhook() answers 500 when it cannot read the store", async () => {
  const ids = new Set<string>();
  let isDown = true;
  const hook = webhook({
    secret,
    handle: () => [],
    dedupe: {
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
    handle: () => [],
    dedupe: {
      has: (id) => ids.has(id),
      add(id) {
        if (isDown) throw failure;
        ids.add(id);
      },
    },
  });
  const { deliver, activity, settled } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  await settled();
  isDown = false;
  assertEquals(await deliver(), 200);
  await settled();
  assertEquals(await deliver(), 200);
  const data = callback();
  assertEquals(activity, [
    { type: "failed", data, error: failure },
    { type: "handled", data },
    { type: "duplicate", data },
  ]);
});

Deno.test("webhook() forgets the oldest of very many messages", async () => {
  let count = 0;
  const hook = webhook({
    secret,
    dedupe: recentIds(3),
    handle: () => [count++],
  });
  const { deliver, settled } = deliveriesTo(hook);
  for (const id of ["1", "2", "3", "4"]) {
    await deliver({ id });
    await settled();
  }
  assertEquals(count, 4);
  await deliver({ id: "4" });
  await settled();
  assertEquals(count, 4);
  await deliver({ id: "1" });
  await settled();
  assertEquals(count, 5);
});
