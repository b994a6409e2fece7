import type { GroupMessageData } from "../wire/message.ts";
import type { RefusedCallback } from "./refused_callback.ts";

/**
 * What a webhook did with a request. No part of it holds the secret.
 *
 * - `refused`: it was no callback, or could not be taken in now.
 * - `ignored`: `accept` left the message out.
 * - `repeated`: its work was done before.
 * - `worked`: the work on the message is done.
 * - `failed`: the work, remembering it, or a promise of `accept` went wrong.
 *   Delivered again, the message is worked on again.
 */
export type WebhookActivity =
  | { readonly type: "refused"; readonly error: RefusedCallback }
  | {
    readonly type: "ignored" | "repeated" | "worked";
    readonly data: GroupMessageData;
  }
  | {
    readonly type: "failed";
    readonly data: GroupMessageData;
    readonly error: unknown;
  };
