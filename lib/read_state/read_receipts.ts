import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import {
  type ReadReceipt,
  readReceiptOf,
} from "../resources/messages/read_receipt.ts";
import { toObject } from "../wire/json.ts";

/** How many receipts are remembered, to leave out those emitted before. */
const MEMORY = 1_000;

/**
 * The read receipts that push tells of: of chats alone, since GroupMe does not
 * tell who read a group. Each is emitted once where streams of events are merged:
 * the last 1,000 are remembered. Completes and errors as its source does.
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
    defer(() => {
      const texts: string[] = [];
      return source.pipe(
        map((event) => {
          if (event.type !== "read_receipt.create") return;
          const receipt = readReceiptOf(toObject(event.data).subject);
          const text = JSON.stringify(receipt);
          if (!receipt?.conversationId || !receipt.userId) return;
          if (texts.includes(text)) return;
          if (texts.push(text) > MEMORY) texts.shift();
          return receipt;
        }),
        filter(Boolean),
      );
    });
}
