import type { Conversation } from "./conversation.ts";
import { secondsOfId } from "../history/ids.ts";

/** How far a user has read. */
export interface ReadPlace {
  /** The newest message that was read. */
  readonly messageId: string;
  /** When, in seconds since 1970. */
  readonly readAt: number;
}

/**
 * How far all users have read. A seeded history counts as read; of what was
 * posted, the user's own messages do not count as unread.
 */
export class ReadStates {
  readonly #places = new Map<string, ReadPlace>();
  readonly #receipts = new Map<string, ReadPlace>();

  /** How far a user has read a conversation, if at all. */
  placeOf(
    conversation: Conversation,
    userId: string,
  ): ReadPlace | undefined {
    const known = this.#places.get(keyOf(conversation, userId));
    const { seeded } = conversation;
    if (known || seeded === 0) return known;
    const readAt = secondsOfId(conversation.placeAt(seeded - 1));
    return { messageId: conversation.idAt(seeded - 1), readAt };
  }

  /** How far a user has told the others to have read. */
  receiptOf(
    conversation: Conversation,
    userId: string,
  ): ReadPlace | undefined {
    return this.#receipts.get(keyOf(conversation, userId));
  }

  /**
   * Takes note of what a user has read: an older message than before only
   * renews the time.
   *
   * @param isShown Whether the others are told.
   * @returns How far the user has read.
   */
  read(
    conversation: Conversation,
    userId: string,
    { messageId, readAt }: ReadPlace,
    isShown: boolean,
  ): ReadPlace {
    const before = this.placeOf(conversation, userId)?.messageId ?? "0";
    const isNewer =
      conversation.upperBound(messageId) > conversation.upperBound(before);
    const place = { messageId: isNewer ? messageId : before, readAt };
    const key = keyOf(conversation, userId);
    this.#places.set(key, place);
    if (isShown) this.#receipts.set(key, place);
    return place;
  }

  /** Puts a user's place so that the newest `count` messages are unread. */
  unread(conversation: Conversation, userId: string, count: number): void {
    const index = conversation.size - count - 1;
    const messageId = index < 0 ? "0" : conversation.idAt(index);
    const readAt = index < 0 ? 0 : secondsOfId(conversation.placeAt(index));
    this.#places.set(keyOf(conversation, userId), { messageId, readAt });
  }

  /** How many messages a user has not read. */
  unreadCount(conversation: Conversation, userId: string): number {
    const place = this.placeOf(conversation, userId);
    return conversation.countAfter(place?.messageId ?? "0", userId);
  }
}

function keyOf({ id }: Conversation, userId: string): string {
  return `${userId} ${id}`;
}
