import type { Observable, ObservableInput, SchedulerLike } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import type { Content } from "../resources/messages/draft.ts";
import type { CreateOptions } from "../resources/messages/create_options.ts";

/** The part of a message that a bot uses: a `Message` or a `DirectMessage`. */
export interface Answerable {
  /** Its id. */
  readonly id: string;
  /** When it was written. */
  readonly createdAt: Date | undefined;
  /** Its text. */
  readonly text: string | undefined;
  /** The id that its author's client gave it. */
  readonly sourceGuid: string | undefined;
  /** Whether a person wrote it. */
  readonly isFromPerson: boolean;
  /** Posts an answer. */
  reply(content: Content, options?: CreateOptions): Observable<unknown>;
}

/**
 * The answers of a handler: a text, a draft, nothing (`undefined` or `""`), or a
 * promise, an Observable or the like of those.
 */
export type Handled =
  | Content
  | undefined
  | void
  | ObservableInput<Content | undefined | void>;

/** The options of a bot; times in ms. */
export interface BotOptions<M, R = M> {
  /**
   * Posts an answer, and is done when it completes. To answer as a bot of
   * GroupMe: `(message, content) => client.bots.post(botId, content)`, which
   * repeats an answer if the program ends between it and the commit.
   *
   * @param sourceGuid An id that is the same whenever this message is answered.
   * @default {`message.reply()`, as the user of the token, once}
   */
  answer?:
    | ((
      message: M,
      content: Content,
      sourceGuid: string,
    ) => ObservableInput<R>)
    | undefined;
  /**
   * The cursor of the tail, moved past each message once it is dealt with: it
   * was answered, that failed, or there was nothing to answer.
   *
   * @default {nothing is committed}
   */
  cursor?: Cursor | undefined;
  /**
   * How long a handler and the posting of each answer may take together, in ms,
   * from 1. The outcome is then `failed`.
   *
   * @default {60_000}
   */
  timeout?: number | undefined;
  /**
   * The clock of `timeout`.
   *
   * @default {asyncScheduler}
   */
  scheduler?: SchedulerLike | undefined;
}
