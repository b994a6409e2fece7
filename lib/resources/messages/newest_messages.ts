import { isObject, toDate, toId, toNumber, toObject } from "../../wire/json.ts";

/** How far another user has read a conversation. */
export interface ReadReceipt {
  /** The conversation: `lower+higher` user id. */
  readonly conversationId: string;
  /** The newest message that was read. */
  readonly messageId: string;
  /** The user id of the reader. */
  readonly userId: string;
  /** When it was read. */
  readonly at: Date;
}

/** The newest messages of a conversation, and what is told along with them. */
export interface NewestMessages<M> {
  /** The messages, newest first. */
  readonly messages: readonly M[];
  /** Messages over the life of the conversation; not exact. */
  readonly count: number;
  /** How far the other user has read; only between two users. */
  readonly readReceipt?: ReadReceipt;
}

/** Reads what is told beside the messages of a page. */
export function readNewest<M>(
  answer: unknown,
  messages: readonly M[],
): NewestMessages<M> {
  // GroupMe answers nothing at all about an empty conversation.
  const { count, read_receipt } = toObject(answer);
  const readReceipt = readReceiptOf(read_receipt);
  return {
    messages,
    count: toNumber(count) ?? messages.length,
    ...(readReceipt && { readReceipt }),
  };
}

/** A receipt of GroupMe's; `undefined` where there is none, or no whole one. */
export function readReceiptOf(receipt: unknown): ReadReceipt | undefined {
  if (!isObject(receipt)) return undefined;
  const messageId = toId(receipt.message_id);
  const at = toDate(receipt.read_at);
  return messageId && at && {
        conversationId: toId(receipt.chat_id),
        messageId,
        userId: toId(receipt.user_id),
        at,
      } || undefined;
}
