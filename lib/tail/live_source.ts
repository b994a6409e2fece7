import type { Observable } from "rxjs";
import type { MessageData } from "../wire/message.ts";

/** The id of a conversation: a group's or topic's, or the other user's of a chat. */
export type ConversationKey =
  | { readonly groupId: string }
  | { readonly otherUserId: string };

/**
 * A signal of a live source:
 *
 * - `up`: messages are delivered from now on; those from before must be
 *   requested. It is repeated after each interruption.
 * - `message`: a message was written or edited; it may be delivered twice.
 * - `down`: no message is delivered until the next `up`, for this reason.
 */
export type LiveSignal =
  | { readonly type: "up" }
  | {
    readonly type: "message";
    readonly conversation: ConversationKey;
    readonly data: MessageData;
  }
  | {
    readonly type: "down";
    readonly reason: string;
    readonly error?: unknown;
  };

/**
 * A source of messages that is faster than polling, such as push. It may lose
 * messages, and stop without a signal: a tail polls and backfills where it does.
 */
export interface LiveSource {
  /**
   * Watches one conversation, or all of them.
   *
   * @returns Emits signals. It neither completes nor errors: a source that gives
   * up emits `down`.
   */
  watch(conversation?: ConversationKey): Observable<LiveSignal>;
}
