import type { GroupMessageData } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import {
  messageOf,
  type Webhook,
  webhook,
  type WebhookActivity,
} from "@rxgroupme/client/webhook";
import { firstValueFrom, take, toArray } from "rxjs";
import { assertEquals, assertThrows, eventually } from "../assert.ts";
import type { Cases } from "../scene.ts";

const secret = "5d0f4d0e-3a0e-4f37-8a55-9d534d1c1f0e";

/** A callback as GroupMe posts it. */
function callback(id: string, changes: GroupMessageData = {}): Request {
  const data = {
    id,
    group_id: "5",
    sender_type: "user",
    text: "tides?",
    attachments: [],
    ...changes,
  };
  return new Request(`https://bot.example/hook/${secret}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(data),
  });
}

async function statusOf(
  { handler }: Webhook<unknown>,
  request: Request,
): Promise<number> {
  return (await handler(request)).status;
}

/** Keeps what becomes of requests. */
function watch({ activity$ }: Webhook<unknown>): WebhookActivity["type"][] {
  const types: WebhookActivity["type"][] = [];
  activity$.subscribe(({ type }) => types.push(type));
  return types;
}

/** What GroupMe posts to a bot. */
export const webhooks: Cases = {
  async "a callback is handled once, however often it comes"() {
    const handled: unknown[] = [];
    const hook = webhook({
      secret,
      handle: ({ id }) => Promise.resolve(handled.push(id)),
    });
    const activity = watch(hook);
    assertEquals(await statusOf(hook, callback("1")), 200);
    await eventually("it is handled", () => activity.includes("handled"));
    assertEquals(await statusOf(hook, callback("1")), 200);
    assertEquals(await statusOf(hook, callback("2")), 200);
    await eventually("the other is too", () => activity.length === 3);
    assertEquals(handled, ["1", "2"]);
    assertEquals(activity, ["handled", "duplicate", "handled"]);
  },

  async "a callback whose handler failed is handled when it comes again"() {
    let attempts = 0;
    const hook = webhook({
      secret,
      handle: () =>
        ++attempts === 1 ? Promise.reject(new Error("sink is down")) : [],
    });
    const activity = watch(hook);
    assertEquals(await statusOf(hook, callback("1")), 200);
    await eventually("it failed", () => activity.includes("failed"));
    assertEquals(await statusOf(hook, callback("1")), 200);
    await eventually("it is done", () => activity.includes("handled"));
    assertEquals(attempts, 2);
  },

  async "what is no callback is refused, and says nothing"() {
    const hook = webhook({ secret, handle: () => [], maxBytes: 1_000 });
    const wrong = new Request(
      "https://bot.example/hook/guessed",
      { method: "POST", body: "{}" },
    );
    const get = new Request(`https://bot.example/hook/${secret}`);
    const broken = new Request(get.url, { method: "POST", body: "{" });
    const large = callback("1", { text: "x".repeat(1_000) });
    assertEquals(await statusOf(hook, wrong), 404);
    assertEquals(await statusOf(hook, get), 405);
    assertEquals(await statusOf(hook, broken), 400);
    assertEquals(await statusOf(hook, large), 413);
    const response = await hook.handler(new Request(wrong.url));
    assertEquals(await response.text(), "");
    assertThrows(() => webhook({ secret: "" }), TypeError);
  },

  async "a bot's own words are ignored, and no message without a subscriber"() {
    const hook = webhook({ secret });
    const activity = watch(hook);
    const bot = callback("1", { sender_type: "bot" });
    assertEquals(await statusOf(hook, bot), 200);
    assertEquals(activity, ["ignored"]);
    assertEquals(await statusOf(hook, callback("2")), 503);
    const seen = firstValueFrom(hook.messages$);
    assertEquals(await statusOf(hook, callback("2")), 200);
    assertEquals((await seen).id, "2");
  },

  async "a bot answers in its group, all of it in process"({ client }) {
    const hook = webhook({
      secret,
      read: (data) => messageOf(inside)(data),
      handle: (message) => message.reply(`${message.text} At six`),
    });
    const simulator = new GroupMeSimulator({ onCallback: hook.handler });
    const inside = client({
      fetch: simulator.fetch,
      token: simulator.token,
      baseUrls: {},
    });
    const group = simulator.addGroup({ members: 2 });
    const callbackUrl = `https://bot.example/hook/${secret}`;
    simulator.addBot(group, { name: "Gull", callbackUrl });
    const handled = firstValueFrom(hook.activity$.pipe(take(1), toArray()));
    simulator.inject(group, { text: "Tides?" });
    await handled;
    await eventually("it answered", () => group.size >= 2);
    assertEquals(group.messageAt(1)?.text, "Tides? At six");
  },
};
