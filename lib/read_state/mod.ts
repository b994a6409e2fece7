/**
 * The read state: read receipts, unread counts, mutes, and conversations pinned
 * or hidden.
 *
 * @example Mark a group as read
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { readState } from "@rxgroupme/client/read_state";
 * import { concatMap, from } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").list({ limit: 1 }).pipe(
 *   concatMap((newest) => from(newest)),
 *   concatMap((message) => readState(client).markRead(message)),
 * ).subscribe();
 * ```
 *
 * @module
 */

export { readReceipts } from "./read_receipts.ts";
export { type MuteOptions, ReadState, readState } from "./read_state.ts";
export type { Unread } from "./unread.ts";
export type { ReadReceipt } from "../resources/messages/read_receipt.ts";
export type { Conversation } from "../resources/conversation.ts";
export type { MessageTarget } from "../resources/messages/message_target.ts";
