import type { Conversation } from "./conversation.ts";
import { secondsOfId } from "../history/ids.ts";

/** The read position of a user. */
export interface ReadPosition {
  /** The newest message that was read. */
  readonly messageId: string;
  /** The time of reading, in seconds since 1970. */
  readonly readAt: number;
}

/**
 * The read positions of all users. A seeded history counts as read; a user's own
 * messages do not count as unread.
 */
export class ReadStates {
  readonly #positions = new Map<string, ReadPosition>();
  readonly #receipts = new Map<string, ReadPosition>();

  /** The read position of a user in a conversation. */
  positionOf(
    conversation: Conversation,
    userId: string,
  ): ReadPosition | undefined {
    const known = this.#positions.get(keyOf(conversation, userId));
    const { seeded } = conversation;
    if (known || seeded === 0) return known;
    const readAt = secondsOfId(conversation.sortKeyAt(seeded - 1));
    return { messageId: conversation.idAt(seeded - 1), readAt };
  }

  /** The read position of a user that the others see. */
  receiptOf(
    conversation: Conversation,
    userId: string,
  ): ReadPosition | undefined {
    return this.#receipts.get(keyOf(conversation, userId));
  }

  /**
   * Moves a read position forward: an older message than before only renews the
   * time.
   *
   * @param isShown Whether the others see it.
   * @returns The read position.
   */
  read(
    conversation: Conversation,
    userId: string,
    { messageId, readAt }: ReadPosition,
    isShown: boolean,
  ): ReadPosition {
    const before = this.positionOf(conversation, userId)?.messageId ?? "0";
    const isNewer =
      conversation.upperBound(messageId) > conversation.upperBound(before);
    const position = { messageId: isNewer ? messageId : before, readAt };
    const key = keyOf(conversation, userId);
    this.#positions.set(key, position);
    if (isShown) this.#receipts.set(key, position);
    return position;
  }

  /** Sets a read position so that the newest `count` messages are unread. */
  unread(conversation: Conversation, userId: string, count: number): void {
    const index = conversation.size - count - 1;
    const messageId = index < 0 ? "0" : conversation.idAt(index);
    const readAt = index < 0 ? 0 : secondsOfId(conversation.sortKeyAt(index));
    this.#positions.set(keyOf(conversation, userId), { messageId, readAt });
  }

  /** The number of messages that a user has not read. */
  unreadCount(conversation: Conversation, userId: string): number {
    const position = this.positionOf(conversation, userId);
    return conversation.countAfter(position?.messageId ?? "0", userId);
  }
}

function keyOf({ id }: Conversation, userId: string): string {
  return `${userId} ${id}`;
}
