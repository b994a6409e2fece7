import { assert, assertEquals } from "@std/assert";
import {
  bufferCount,
  config,
  firstValueFrom,
  map,
  NEVER,
  ReplaySubject,
} from "rxjs";
import type { GroupMessageData } from "@rxgroupme/client";
import { webhook } from "@rxgroupme/client/webhook";
import { callback, deliveriesTo, secret } from "./delivery.ts";

Deno.test("Webhook.messages$ emits each message to each subscriber", async () => {
  const hook = webhook({ secret });
  const seen: unknown[][] = [[], []];
  for (const ids of seen) {
    hook.messages$.subscribe(({ id }) => ids.push(id));
  }
  const { deliver, settled } = deliveriesTo(hook);
  assertEquals(await deliver({ id: "1" }), 200);
  assertEquals(await deliver({ id: "1", sender_type: "bot" }), 200);
  assertEquals(await deliver({ id: "2" }), 200);
  await settled();
  assertEquals(await deliver({ id: "1" }), 200);
  assertEquals(seen, [["1", "2"], ["1", "2"]]);
});

Deno.test("Webhook.messages$ emits a message before its handler begins", async () => {
  const order: string[] = [];
  const hook = webhook({ secret, handle: () => [order.push("handle")] });
  hook.messages$.subscribe(() => order.push("message"));
  const { deliver, settled } = deliveriesTo(hook);
  await deliver();
  await settled();
  assertEquals(order, ["message", "handle"]);
});

Deno.test("webhook() answers 503 without a handler or a subscriber", async () => {
  const hook = webhook({ secret });
  const { deliver, activity } = deliveriesTo(hook);
  assertEquals(await deliver(), 503);
  assert(activity[0]?.type === "refused");
  const seen: GroupMessageData[] = [];
  const subscription = hook.messages$.subscribe((data) => seen.push(data));
  assertEquals(await deliver(), 200);
  assertEquals(seen, [callback()]);
  subscription.unsubscribe();
  assertEquals(await deliver({ id: "2" }), 503);
});

Deno.test("webhook() bears a subscriber that throws", async () => {
  const hook = webhook({ secret });
  const failure = new Error("a bug of the subscriber");
  const seen: unknown[] = [];
  const told: unknown[] = [];
  hook.messages$.pipe(map(() => {
    throw failure;
  })).subscribe({ error: (error) => told.push(error) });
  hook.messages$.subscribe(() => {
    throw failure;
  });
  hook.messages$.subscribe(({ id }) => seen.push(id));
  const unhandled = new ReplaySubject<unknown>();
  // Else rxjs throws it where nobody can catch it, as is its way.
  config.onUnhandledError = (error) => unhandled.next(error);
  try {
    const { deliver, activity, settled } = deliveriesTo(hook);
    assertEquals(await deliver({ id: "1" }), 200);
    assertEquals(await deliver({ id: "2" }), 200);
    await settled();
    const both = await firstValueFrom(unhandled.pipe(bufferCount(2)));
    assertEquals(both, [failure, failure]);
    assertEquals(seen, ["1", "2"]);
    assertEquals(told, [failure]);
    assertEquals(activity.map(({ type }) => type), ["handled", "handled"]);
  } finally {
    config.onUnhandledError = null;
  }
});

Deno.test("Webhook.handler goes without this and without a context", async () => {
  const { handler } = webhook({ secret, handle: () => NEVER });
  for (const context of [undefined, null, 1, {}, { waitUntil: 1 }]) {
    const body = JSON.stringify(callback({ id: "1" }));
    const sent = new Request(`http://localhost/${secret}`, {
      method: "POST",
      body,
    });
    const again = sent.clone();
    await handler(sent, context);
    assertEquals((await handler(again, context)).status, 503);
  }
});

Deno.test("Webhook.handler gives its promise to waitUntil(), whichever argument has it", async () => {
  class Context {
    readonly handlers: Promise<unknown>[] = [];
    waitUntil(handler: Promise<unknown>): void {
      this.handlers.push(handler);
    }
  }
  const { handler } = webhook({
    secret,
    handle: ({ id }) => id === "2" ? Promise.reject(new Error()) : [],
  });
  for (const [i, env] of [[], [{}], [undefined]].entries()) {
    const context = new Context();
    const body = JSON.stringify(callback({ id: `${i + 1}` }));
    const url = `http://localhost/${secret}`;
    await handler(new Request(url, { method: "POST", body }), ...env, context);
    assertEquals(context.handlers.length, 1);
    // It never rejects: activity$ tells.
    assertEquals(await context.handlers[0], undefined);
  }
});

Deno.test("Webhook.handler answers after the handler where waitUntil() throws", async () => {
  const steps: string[] = [];
  const { handler, activity$ } = webhook({
    secret,
    handle: async () => {
      await new Promise<void>((resolve) => queueMicrotask(resolve));
      steps.push("done");
    },
  });
  activity$.subscribe(({ type }) => steps.push(type));
  const body = JSON.stringify(callback());
  const url = `http://localhost/${secret}`;
  const response = await handler(new Request(url, { method: "POST", body }), {
    waitUntil() {
      throw new TypeError("Illegal invocation");
    },
  });
  steps.push(`${response.status}`);
  // One outcome, and an answer that says the same.
  assertEquals(steps, ["done", "handled", "200"]);
});
