import type { Observable } from "rxjs";
import { command } from "../resource.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import {
  messagePathOf,
  type MessageTarget,
} from "../resources/messages/message_target.ts";

/**
 * Deletes a message: one of yours always, another's as an admin of a group
 * whose `message_deletion_mode` holds `"admin"`; the server decides. Cold;
 * safe to repeat: a 404 after an attempt whose answer was lost is success.
 *
 * A message that its author deleted stays in the history as a tombstone, one
 * that an admin deleted mostly goes.
 *
 * @param target The message, or its id among the messages of its group.
 * @returns `true`, then completion; or a {@linkcode Forbidden} when you may
 * not, a {@linkcode NotFound} when there is no such message.
 * @throws {TypeError} Without an id.
 *
 * @example Take a message back
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { deleteMessage } from "@rxgroupme/client/changes";
 *
 * const client = Client.fromToken("...");
 * const manager = client.groups.messages("1234");
 * deleteMessage({ manager, id: "175405230148217736" }).subscribe();
 * ```
 */
export function deleteMessage(target: MessageTarget): Observable<true> {
  return command(target.manager.session, {
    method: "DELETE",
    path: messagePathOf(target),
    wrapAttempt: deleteIdempotent(),
  });
}
