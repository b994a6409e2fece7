/**
 * The messages that GroupMe posts to the callback URL of a bot, as RxJS streams.
 *
 * @example Answer on Deno, and on everything that serves requests like it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { webhook } from "@rxgroupme/client/webhook";
 *
 * const client = Client.fromToken("...");
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   handle: ({ text }) => client.bots.post("your bot id", `You said ${text}`),
 * });
 * Deno.serve(handler);
 * ```
 *
 * @module
 */

export { webhook } from "./webhook.ts";
export type {
  CallbackFilter,
  ReadCallback,
  Webhook,
  WebhookHandler,
  WebhookOptions,
} from "./options.ts";
export { isFromPerson, messageOf } from "./message_of.ts";
export { loadEvents } from "./load_events.ts";
export { type DedupeStore, recentIds } from "./dedupe.ts";
export {
  Sink,
  type SinkAnswer,
  type SinkOptions,
  type SinkRequest,
} from "./sink.ts";
export { SinkError } from "./sink_error.ts";
export type { WebhookActivity } from "./activity.ts";
export { RefusedCallback } from "./refused_callback.ts";
