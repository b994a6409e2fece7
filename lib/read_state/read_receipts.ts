import { filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
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
      filter((event) => event.type === "read_receipt.create"),
      map(({ data: { subject } }) => ({
        conversationId: toId(subject.chat_id),
        messageId: toId(subject.message_id),
        userId: toId(subject.user_id),
        at: toDate(subject.read_at),
      })),
      filter((it): it is ReadReceipt => Object.values(it).every(Boolean)),
    );
}
