import type { Observable } from "rxjs";
import type { MessageData } from "../wire/message.ts";

/** A conversation that a source of live messages can watch. */
export type ConversationKey =
  | { readonly groupId: string }
  | { readonly otherUserId: string };

/**
 * What a source tells of a conversation:
 *
 * - `up`: from now on messages come by themselves; what came before this must
 *   be asked for. Told again after each interruption.
 * - `message`: one was written (or written anew: it may come twice).
 * - `down`: nothing comes until the next `up`, for this reason.
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
 * What makes a tail faster than polling, such as push. It may lose messages
 * and fall silent: a tail polls and fills in where it does.
 */
export interface LiveSource {
  /**
   * Watches one conversation, or all of them.
   *
   * @returns Signals; it neither completes nor errors, since a source that has
   * given up is merely `down`.
   */
  watch(conversation?: ConversationKey): Observable<LiveSignal>;
}
