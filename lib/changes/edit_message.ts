import type { Observable } from "rxjs";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import { keptByEdit, toEdit } from "../resources/messages/content.ts";
import type { DirectMessage } from "../resources/messages/direct_message.ts";
import type { Content } from "../resources/messages/draft.ts";
import type { Message } from "../resources/messages/message.ts";
import type { MessageTarget } from "../resources/messages/message_target.ts";
import { readMessage } from "../resources/messages/read_message.ts";
import { groupPath, pathId } from "../util/validate.ts";

/**
 * Replaces the text of a message of yours. Cold; safe to repeat.
 *
 * A string keeps the attachments of a whole message, except mentions and
 * emoji, whose places are in the old text: `compose()` makes new ones. A draft
 * sets exactly its own attachments. A string for a bare id leaves the
 * attachments out, and whether GroupMe then keeps them is not documented.
 *
 * @param target The message, or its id among the messages of its group.
 * @param content The new text, 1 to 1,000 characters, or a draft with one.
 * @returns The message as the server answers it, then completion; or a
 * {@linkcode Forbidden} when the period for edits is over or the message is
 * another's, a {@linkcode NotFound} when it is gone.
 * @throws {TypeError} When the text is empty.
 * @throws {RangeError} When the text is longer than 1,000 characters.
 *
 * @example Mend a typing error
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { editMessage } from "@rxgroupme/client/changes";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").create("Dinner at sx?").pipe(
 *   concatMap((message) => editMessage(message, "Dinner at six?")),
 * ).subscribe(({ text }) => console.log(text));
 * ```
 */
export function editMessage<T extends MessageTarget>(
  target: T,
  content: Content,
): Observable<T extends DirectMessage ? DirectMessage : Message> {
  const { manager, id } = target;
  const { attachments: before } = target as Partial<AnyMessage>;
  const kept = typeof content === "string" && before
    ? keptByEdit(before)
    : undefined;
  const { text, attachments = kept } = toEdit(content);
  const { key } = manager;
  const path = "otherUserId" in key
    ? `/direct_messages/${pathId(key.otherUserId, "otherUserId")}`
    : groupPath(key.groupId);
  return manager.session.request({
    method: "PUT",
    host: "v4",
    path: `${path}/messages/${pathId(id, "id")}`,
    body: { text, attachments },
    idempotent: true,
    read: (answer) =>
      manager.source.read(readMessage(answer)) as T extends DirectMessage
        ? DirectMessage
        : Message,
  });
}
