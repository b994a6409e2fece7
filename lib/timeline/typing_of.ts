import type { Observable, SchedulerLike } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";
import type { MessageData } from "../wire/message.ts";
import { withInside } from "./inside.ts";
import { typeAlong } from "./type_along.ts";

/** The typing of others, and your own, as a timeline uses it. */
export interface Typing {
  /**
   * The ids of those who are typing, at once and whenever they change.
   *
   * @param written$ Messages as they arrive: who has written types no more.
   */
  watch(
    conversation: ConversationKey,
    written$: Observable<MessageData>,
    scheduler: SchedulerLike,
  ): Observable<readonly string[]>;
  /** Shows the others that you are typing; errors while it cannot. */
  publish(conversation: ConversationKey): Observable<unknown>;
}

/** The part of a timeline that shows who is typing, and tells that you are. */
export interface TypingInside {
  readonly along: typeof typeAlong;
}

/** Typing that is told otherwise, for the option `typing` of timelines. */
export function typingOf(typing: Typing): Typing {
  const inside: TypingInside = { along: typeAlong };
  return withInside(typing, inside);
}
