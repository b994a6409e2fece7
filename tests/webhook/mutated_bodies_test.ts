import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Client } from "@rxgroupme/client";
import {
  messageOf,
  RefusedCallback,
  webhook,
  type WebhookActivity,
} from "@rxgroupme/client/webhook";
import { mutate, mutateText, randomOf, seedOf } from "../support/mutate.ts";
import { callback, request, secret } from "./delivery.ts";

const BODIES = 20_000;

Deno.test("webhook() answers each of 20,000 mutated bodies, and types each refusal", async () => {
  const random = randomOf(seedOf("mutated bodies", 5_318_008));
  const client = Client.fromToken("tok-0123456789");
  const activity: WebhookActivity[] = [];
  const failures: unknown[] = [];
  const { handler, activity$ } = webhook({
    secret,
    read: messageOf(client),
    // The default of messageOf() asks who one is.
    filter: () => true,
    handle: (message) => {
      // The getters that a handler uses.
      const { id, text, name, createdAt, attachments, isSystem, mentions } =
        message as typeof message & { mentions?: unknown };
      void [id, text, name, createdAt, attachments, isSystem, mentions];
      return [];
    },
  });
  activity$.subscribe((it) => activity.push(it));
  const handlers: Promise<unknown>[] = [];
  const waitUntil = (handler: Promise<unknown>) => handlers.push(handler);
  const statuses = new Map<number, number>();
  for (let i = 0; i < BODIES; i++) {
    const data = callback({
      id: `${175405230148217736n + BigInt(i)}`,
      attachments: [
        { type: "mentions", user_ids: ["1"], loci: [[0, 2]] },
        { type: "image", url: "https://i.groupme.com/1x1.png.0" },
        { type: "reply", reply_id: "1", base_reply_id: "1" },
      ],
      event: { type: "poll.created", data: { user: { id: 1 } } },
    });
    const text = JSON.stringify(random() < 0.8 ? mutate(data, random) : data);
    const body = random() < 0.8 ? text : mutateText(text, random);
    const response = await handler(request(body), { waitUntil });
    const count = statuses.get(response.status) ?? 0;
    statuses.set(response.status, count + 1);
  }
  await Promise.all(handlers);
  assertEquals(activity.length, BODIES);
  for (const it of activity) {
    if (it.type === "failed") failures.push(it.error);
    if (it.type !== "refused") continue;
    assertInstanceOf(it.error, RefusedCallback);
    assert([400, 503].includes(it.error.status), it.error.message);
  }
  assertEquals(failures, []);
  assertEquals([...statuses.keys()].sort(), [200, 400]);
  // Neither way is an accident.
  for (const count of statuses.values()) assert(count > BODIES / 20);
});
