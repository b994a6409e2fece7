import { Attachment } from "../attachments/attachment.ts";
import type { PushEvent } from "../push/events/events.ts";
import { subjectOf, systemNoticeOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import {
  isObject,
  type JsonObject,
  toId,
  toText,
  toTime,
} from "../wire/json.ts";
import type { AttachmentData } from "../wire/message.ts";

/** Something that happened to a message which was there before. */
export type MessageChange =
  /** Its author has another text and other attachments for it. */
  | {
    readonly type: "edited";
    readonly messageId: string;
    readonly at: Date | undefined;
    /** User id of who edited it. */
    readonly by: string | undefined;
    readonly text: string | undefined;
    readonly attachments: readonly Attachment[];
  }
  /** It was deleted. */
  | {
    readonly type: "removed";
    readonly messageId: string;
    readonly at: Date | undefined;
    /** User id of who deleted it; a pushed frame does not tell. */
    readonly by: string | undefined;
    /** `sender`, `admin` or `system`. */
    readonly actor: string;
  }
  /** It was pinned. Nothing tells of an unpin: `listPinned()` does. */
  | {
    readonly type: "pinned";
    readonly messageId: string;
    readonly at: Date | undefined;
    /** User id of who pinned it. */
    readonly by: string | undefined;
  };

/**
 * The change that a message or a push event tells of.
 *
 * GroupMe tells of an edit, a deletion and a pin by a notice: a message of its
 * own in the conversation, which polling and push deliver alike. Edits and
 * deletions are pushed besides on the conversation's channel.
 *
 * @param it A message of any stream, or an event of `push(client).events()`.
 * @returns The change; `undefined` where it tells of none, or names no message.
 */
export function changeOf(
  it: GenericMessage | PushEvent,
): MessageChange | undefined {
  const notice = systemNoticeOf(it);
  if (notice) {
    const { type, data } = notice;
    return read(type, toId(data.message_id), data, data.message);
  }
  const subject = "channel" in it && subjectOf(it);
  return subject
    ? read(it.type, toId(subject.id), subject, subject)
    : undefined;
}

/**
 * @param content The edited message, in an edit.
 */
function read(
  type: string,
  messageId: string,
  data: JsonObject,
  content: unknown,
): MessageChange | undefined {
  if (!messageId) return;
  switch (type) {
    case "message.update":
      if (!isObject(content)) return;
      return {
        type: "edited",
        messageId,
        at: toTime(data.updated_at),
        by: toId(data.sender_id) || toId(content.sender_id) || undefined,
        text: toText(content.text),
        attachments: Attachment.fromBulkData(
          content.attachments as AttachmentData[],
        ),
      };
    case "message.deleted":
      return {
        type: "removed",
        messageId,
        at: toTime(data.deleted_at),
        by: toId(data.deleter_id) || undefined,
        actor: toId(data.deletion_actor),
      };
    case "message.pinned":
      return {
        type: "pinned",
        messageId,
        at: toTime(data.pinned_at),
        by: toId(data.pinned_by) || undefined,
      };
  }
}
