import { assertEquals } from "@std/assert";
import { Hono } from "hono";
import { filter, firstValueFrom, map, take, timeout, toArray } from "rxjs";
import {
  messageOf,
  type Webhook,
  webhook,
  type WebhookHandler,
} from "@rxgroupme/client/webhook";
import { world } from "../support/world.ts";
import { callback, request, secret } from "./delivery.ts";
import { postHalf } from "./post_half.ts";

/** More than anything here needs, in ms. */
const LIMIT = 90_000;

/** Serves a handler while a test lasts; gives the URL for callbacks. */
async function serving(
  handler: WebhookHandler,
  test: (url: string) => Promise<void>,
): Promise<void> {
  const onListen = () => {};
  const options = { hostname: "127.0.0.1", port: 0, onListen };
  await using server = Deno.serve(options, handler);
  await test(`http://127.0.0.1:${server.addr.port}/hook/${secret}`);
}

/** Waits for so many things to have become of what comes in. */
function outcomes(hook: Webhook<unknown>, count: number): Promise<string[]> {
  return firstValueFrom(hook.activity$.pipe(
    map(({ type }) => type),
    take(count),
    toArray(),
    timeout(LIMIT),
  ));
}

Deno.test("webhook() is served by Deno.serve()", async () => {
  const handled: unknown[] = [];
  const hook = webhook({ secret, handle: (data) => [handled.push(data)] });
  await serving(hook.handler, async (url) => {
    const body = JSON.stringify(callback());
    const send = async (url: string, init: RequestInit) => {
      const response = await fetch(url, { redirect: "manual", ...init });
      await response.arrayBuffer();
      return response.status;
    };
    const handled = outcomes(hook, 1);
    assertEquals(await send(url, { method: "POST", body }), 200);
    assertEquals(await handled, ["handled"]);
    assertEquals(await send(url, { method: "POST", body }), 200);
    assertEquals(await send(url, { method: "POST" }), 400);
    assertEquals(await send(url, {}), 405);
    assertEquals(await send(`${url}x`, { method: "POST", body }), 404);
  });
  assertEquals(handled, [callback()]);
});

Deno.test("webhook() does not wait for the end of what is too long", async () => {
  const { handler } = webhook({ secret, handle: () => [] });
  await serving(handler, async (href) => {
    const url = new URL(href);
    assertEquals(await postHalf(url, "Content-Length: 10000000"), 413);
    assertEquals(await postHalf(url, "Transfer-Encoding: chunked"), 413);
  });
});

Deno.test("webhook() answers in a group, and never itself", async () => {
  const { simulator, client } = world({
    simulator: {
      onCallback: async (request) => {
        const response = await fetch(request);
        await response.arrayBuffer();
      },
    },
  });
  const group = simulator.addGroup();
  let botId = "";
  const hook = webhook({
    secret,
    handle: ({ text }) => client.bots.post(botId, `You said ${text}`),
  });
  await serving(hook.handler, async (url) => {
    ({ botId } = simulator.addBot(group, { callbackUrl: url }));
    const all = outcomes(hook, 4);
    simulator.inject(group, { text: "tides?" });
    simulator.inject(group, { text: "now?" });
    const types = await all;
    assertEquals(types.toSorted(), [
      "handled",
      "handled",
      "ignored",
      "ignored",
    ]);
    assertEquals(group.size, 4);
  });
});

Deno.test("messageOf() makes what comes in answerable, and leaves the answer out", async () => {
  const hook: { handler?: WebhookHandler } = {};
  const { simulator, client } = world({
    simulator: { onCallback: (request) => hook.handler?.(request) },
  });
  const group = simulator.addGroup({ members: 1 });
  const made = webhook({
    secret,
    read: messageOf(client),
    handle: (message) => message.reply(`${message.name}, at six`),
  });
  hook.handler = made.handler;
  const callbackUrl = `https://bot.example/${secret}`;
  simulator.addBot(group, { callbackUrl });
  const done = firstValueFrom(
    made.activity$.pipe(
      filter(({ type }) => type === "ignored"),
      timeout(LIMIT),
    ),
  );
  const question = simulator.inject(group, { text: "when?" });
  await done;
  const answer = group.messageAt(1);
  assertEquals(answer?.text, `${question.name}, at six`);
  assertEquals(answer?.attachments[0]?.reply_id, question.id);
  assertEquals(group.size, 2);
});

Deno.test("webhook() is a route of Hono", async () => {
  const handled: unknown[] = [];
  const { handler } = webhook({
    secret,
    handle: ({ id }) => [handled.push(id)],
  });
  const handlers: Promise<unknown>[] = [];
  const context = {
    waitUntil: (handler: Promise<unknown>) => void handlers.push(handler),
    passThroughOnException: () => {},
    props: {},
  };
  const app = new Hono();
  app.post("/hook/*", (c) => handler(c.req.raw, c.executionCtx));
  app.mount("/bots", handler);
  const send = async (path: string, id: string) => {
    const sent = request(JSON.stringify(callback({ id })), { path });
    return (await app.fetch(sent, {}, context)).status;
  };
  assertEquals(await send(`/hook/${secret}`, "1"), 200);
  assertEquals(await send(`/bots/${secret}`, "2"), 200);
  assertEquals(await send("/hook/wrong", "3"), 404);
  assertEquals(await send("/bots/wrong", "4"), 404);
  assertEquals(handlers.length, 2);
  await Promise.all(handlers);
  assertEquals(handled, ["1", "2"]);
  // Hono's context throws where there is none, and its mount() does not.
  const sent = request(JSON.stringify(callback({ id: "5" })), {
    path: `/bots/${secret}`,
  });
  assertEquals((await app.fetch(sent)).status, 200);
});
