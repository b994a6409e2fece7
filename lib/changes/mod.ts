/**
 * Changes of messages: edits, deletions and pins, as commands, as
 * operators, and as a stream of changes.
 *
 * @example Mend a typing error, and show what others change
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { changes, editMessage } from "@rxgroupme/client/changes";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const messages = client.groups.messages("1234");
 * messages.create("low tide at sven").pipe(
 *   concatMap((message) => editMessage(message, "low tide at seven")),
 * ).subscribe();
 * messages.tail().pipe(changes()).subscribe(({ type, messageId }) => {
 *   console.log(`${messageId} was ${type}`);
 * });
 * ```
 *
 * @module
 */

export { applyChange } from "./apply_change.ts";
export { changes } from "./changes.ts";
export { deleteMessage } from "./delete_message.ts";
export { editMessage } from "./edit_message.ts";
export { changeOf, type MessageChange } from "./message_change.ts";
export { edit, erase, pin, unpin } from "./operators.ts";
export { listPinned, pinMessage, unpinMessage } from "./pin_message.ts";
export { type MessageState, stateOf } from "./state_of.ts";
export type { MessageTarget } from "../resources/messages/message_target.ts";
