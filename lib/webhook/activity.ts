import type { GroupMessageData } from "../wire/message.ts";
import type { RefusedCallback } from "./refused_callback.ts";

/**
 * The outcome of a request. No part of it holds the secret.
 *
 * - `refused`: the request was no callback, or could not be served now.
 * - `ignored`: `filter` left the message out.
 * - `duplicate`: the message was handled before.
 * - `handled`: the handler has completed, and the id is stored.
 * - `failed`: the handler, the store, or a promise of `filter` failed. When the
 *   message is delivered again, it is handled again.
 */
export type WebhookActivity =
  | { readonly type: "refused"; readonly error: RefusedCallback }
  | {
    readonly type: "ignored" | "duplicate" | "handled";
    readonly data: GroupMessageData;
  }
  | {
    readonly type: "failed";
    readonly data: GroupMessageData;
    readonly error: unknown;
  };
