import type { Webhook, WebhookActivity } from "@rxgroupme/client/webhook";
import type { GroupMessageData } from "@rxgroupme/client";

/** The secret of every webhook in the tests. */
export const secret = "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55";

/** A callback as GroupMe posts it. */
export function callback(changes: GroupMessageData = {}): GroupMessageData {
  return {
    attachments: [],
    avatar_url: null,
    created_at: 1_754_052_301,
    group_id: "98115240",
    id: "175405230148217736",
    name: "Marisol Quay",
    sender_id: "118204477",
    sender_type: "user",
    source_guid: "6b1f2d3e9c404a8b8f170d5e2c7a9b64",
    system: false,
    text: "tides?",
    user_id: "118204477",
    ...changes,
  };
}

/** A request as GroupMe sends it, unless told otherwise. */
export function request(
  body: BodyInit | null = JSON.stringify(callback()),
  init: RequestInit & { path?: string } = {},
): Request {
  const { path = `/hook/${secret}`, method = "POST", ...rest } = init;
  return new Request(`https://bot.example${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: method === "GET" || method === "HEAD" ? null : body,
    ...rest,
  });
}

/** A webhook under test, and what became of what was delivered to it. */
export interface Deliveries {
  /** What became of each request. */
  readonly activity: WebhookActivity[];
  /** Delivers a message; gives the status of the answer. */
  deliver(changes?: GroupMessageData): Promise<number>;
  /** Waits until the handlers that have begun have ended. */
  settled(): Promise<unknown>;
}

/** Delivers messages as an edge worker would. */
export function deliveriesTo(hook: Webhook<unknown>): Deliveries {
  const activity: WebhookActivity[] = [];
  hook.activity$.subscribe((event) => activity.push(event));
  const handlers: Promise<unknown>[] = [];
  const context = {
    waitUntil: (handler: Promise<unknown>) => handlers.push(handler),
  };
  return {
    activity,
    async deliver(changes) {
      const body = JSON.stringify(callback(changes));
      return (await hook.handler(request(body), {}, context)).status;
    },
    settled: () => Promise.all(handlers),
  };
}
