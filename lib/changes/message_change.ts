import { Attachment } from "../attachments/attachment.ts";
import type { PushEvent } from "../push/events/events.ts";
import { type Notice, noticeOf, subjectOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { isObject, toId, toText, toTime } from "../wire/json.ts";
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
  const notice = noticeOf(it);
  const { type, data } = "channel" in it && !notice.type ? frameOf(it) : notice;
  const messageId = toId(data.message_id);
  if (!messageId) return;
  const change = (at: unknown, by: unknown) => ({
    messageId,
    at: toTime(at),
    by: toId(by) || undefined,
  });
  if (type === "message.deleted") {
    return {
      type: "removed",
      ...change(data.deleted_at, data.deleter_id),
      actor: toId(data.deletion_actor),
    };
  }
  if (type === "message.pinned") {
    return { type: "pinned", ...change(data.pinned_at, data.pinned_by) };
  }
  const { message } = data;
  if (type === "message.update" && isObject(message)) {
    return {
      type: "edited",
      ...change(data.updated_at, data.sender_id),
      text: toText(message.text),
      attachments: Attachment.fromBulkData(
        message.attachments as AttachmentData[],
      ),
    };
  }
}

/** A frame, whose subject is the message itself, in the shape of a notice. */
function frameOf(event: PushEvent): Pick<Notice, "type" | "data"> {
  const message = subjectOf(event);
  return {
    type: event.type,
    data: { ...message, message_id: message.id, message },
  };
}
