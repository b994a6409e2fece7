import { filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { subjectOf } from "../push/events/notice.ts";
import { toDate, toId } from "../wire/json.ts";

/** That somebody has read a chat, up to a message. */
export interface ReadReceipt {
  /** The id of the chat: `lower+higher` user id. */
  readonly conversationId: string;
  /** The newest message that was read. */
  readonly messageId: string;
  /** User id of who read it. */
  readonly userId: string;
  /** When it was read. */
  readonly at: Date;
}

/**
 * The read receipts that push tells of: of chats alone, since GroupMe does not
 * tell who read a group. Completes and errors as its source does.
 *
 * @example Tell when a chat was read
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push } from "@rxgroupme/client/push";
 * import { readReceipts } from "@rxgroupme/client/read_state";
 *
 * const client = Client.fromToken("...");
 * push(client).events({ otherUserId: "41870263" }).pipe(readReceipts())
 *   .subscribe(({ userId, at }) => console.log(`${userId} read it at ${at}`));
 * ```
 */
export function readReceipts(): OperatorFunction<PushEvent, ReadReceipt> {
  return (source) =>
    source.pipe(
      map(receiptOf),
      filter(Boolean),
    );
}

function receiptOf(event: PushEvent): ReadReceipt | undefined {
  if (event.type !== "read_receipt.create") return;
  const { chat_id, conversation_id, message_id, user_id, read_at } = subjectOf(
    event,
  );
  const conversationId = toId(chat_id ?? conversation_id);
  const messageId = toId(message_id);
  const userId = toId(user_id);
  const at = toDate(read_at);
  return conversationId && messageId && userId && at
    ? { conversationId, messageId, userId, at }
    : undefined;
}
