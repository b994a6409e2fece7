import { isObject, toDate, toId } from "../../wire/json.ts";

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
