import type { Observable, ObservableInput } from "rxjs";
import type { MaybePromise } from "../cursors/cursor.ts";
import type { GroupMessageData } from "../wire/message.ts";
import type { WebhookActivity } from "./activity.ts";
import type { DedupeStore } from "./dedupe.ts";

/** Whether a message is handled; a promise is awaited as a handler is. */
export type CallbackFilter = (
  data: GroupMessageData,
) => MaybePromise<boolean>;

/** Makes a message of its JSON. */
export interface ReadCallback<M> {
  /** Makes one. */
  (data: GroupMessageData): M;
  /** The filter of a webhook that has no option `filter`. */
  readonly filter?: CallbackFilter;
}

/** The options of {@linkcode webhook}. */
export interface WebhookOptions<M = GroupMessageData> {
  /**
   * The last segment of the path of the bot's callback URL, as in
   * `https://bot.example/hook/<secret>`; at least one character. GroupMe signs
   * nothing: whoever knows the secret can forge messages of anybody.
   * `crypto.randomUUID()` makes a good one.
   */
  secret: string;
  /**
   * Handles a message. The promise, Observable or iterable that it returns is
   * done when it completes; the request is answered before that. A handler that
   * has not completed after ten minutes is taken for dead.
   *
   * @default {none: the subscribers of `messages$` handle it}
   */
  handle?: ((message: M) => ObservableInput<unknown>) | undefined;
  /**
   * Makes a message of its JSON, as {@linkcode messageOf} does.
   *
   * @default {the JSON as it came}
   */
  read?: ReadCallback<M> | undefined;
  /**
   * The messages to handle; the others are answered with 200 and reported as
   * `ignored`. A filter that admits bots must leave out the one that answers, or
   * it answers itself for ever.
   *
   * @default {isFromPerson; with messageOf() your own messages are left out too}
   */
  filter?: CallbackFilter | undefined;
  /**
   * The longest body in bytes, at least 1. A message that mentions all 5,000
   * members of a group has some 120,000.
   *
   * @default {1_048_576}
   */
  maxBytes?: number | undefined;
  /**
   * The store of the ids of handled messages. Where several programs serve one
   * callback URL, they share one store.
   *
   * @default {recentIds(), which ends with the program}
   */
  dedupe?: DedupeStore | undefined;
}

/**
 * Answers a request, and never rejects. It needs no `this`, and suits
 * `Deno.serve()`, the `fetch` of a Worker and Hono's `mount()`.
 *
 * @param request The request.
 * @param context The platform's further arguments. Where one of them has
 * `waitUntil()`, as on edge workers, it is given the promise of the handler.
 */
export type WebhookHandler = (
  request: Request,
  ...context: unknown[]
) => Promise<Response>;

/** The callback URL of a bot: its request handler and its streams. */
export interface Webhook<M = GroupMessageData> {
  /** Answers a request. */
  readonly handler: WebhookHandler;
  /**
   * Emits each message that is handled, and once more when one whose handler
   * failed is delivered again. Hot, without a memory; never completes. The
   * webhook does not wait for subscribers: for work that must not be lost there
   * is the option `handle`.
   */
  readonly messages$: Observable<M>;
  /**
   * Emits the outcome of each request. Hot, without a memory; never completes.
   */
  readonly activity$: Observable<WebhookActivity>;
}
