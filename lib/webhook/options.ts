import type { Observable, ObservableInput } from "rxjs";
import type { MaybePromise } from "../cursors/cursor.ts";
import type { GroupMessageData } from "../wire/message.ts";
import type { WebhookActivity } from "./activity.ts";
import type { SeenIds } from "./dedupe.ts";

/** Tells whether a message is taken in; a promise is waited for as work is. */
export type Accept = (data: GroupMessageData) => MaybePromise<boolean>;

/** Makes a message of its JSON. */
export interface ReadCallback<M> {
  /** Makes one. */
  (data: GroupMessageData): M;
  /** What is taken in where the webhook is not told. */
  readonly accept?: Accept;
}

/** What a webhook takes in, and what it does with that. */
export interface WebhookOptions<M = GroupMessageData> {
  /**
   * The last part of the path of the bot's callback URL, as in
   * `https://bot.example/hook/<secret>`. GroupMe signs nothing: who knows this
   * can put words into anyone's mouth. `crypto.randomUUID()` makes a good one.
   */
  secret: string;
  /**
   * What is to be done about a message: a promise, an Observable or the like,
   * done when it completes. GroupMe has its answer by then. One that has not
   * ended after ten minutes is taken for dead.
   */
  work?: (message: M) => ObservableInput<unknown>;
  /**
   * Makes a message of its JSON, such as {@linkcode messageOf} does.
   *
   * @default {the JSON as it came}
   */
  read?: ReadCallback<M>;
  /**
   * Which messages are taken in. Let bots in, or yourself where you answer,
   * only where one can never answer itself, nor two each other.
   *
   * @default {isFromPerson; with messageOf() not what you write, either}
   */
  accept?: Accept;
  /**
   * How long a body may be.
   *
   * @default {100_000}
   */
  maxBytes?: number;
  /**
   * Where the ids of messages whose work is done are kept.
   *
   * @default {recentIds(), which ends with the program}
   */
  seen?: SeenIds;
}

/**
 * Answers a request, and never rejects. It needs no `this`, and suits
 * `Deno.serve()`, the `fetch` of a Worker and Hono's `mount()`.
 *
 * @param request What came.
 * @param context What the platform gave beside it. Where there is a
 * `waitUntil()` in it, as on edge workers, the work is handed to that.
 */
export type WebhookHandler = (
  request: Request,
  ...context: unknown[]
) => Promise<Response>;

/** A bot's callback: what answers it, and what comes in by it. */
export interface Webhook<M = GroupMessageData> {
  /** Answers a request. */
  readonly handler: WebhookHandler;
  /**
   * The messages taken in, as they come; one whose work failed comes once more
   * when it is delivered again. Hot, without a memory, and it never ends. What
   * a subscriber does is not waited for: what must not be lost is for `work`.
   */
  readonly messages$: Observable<M>;
  /** What became of each request. Hot, without a memory, and it never ends. */
  readonly activity$: Observable<WebhookActivity>;
}
