import { Attachment } from "../attachments/attachment.ts";
import type { PushEvent } from "../push/events/events.ts";
import { type Notice, noticeOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { isObject, type JsonObject, toId, toText } from "../wire/json.ts";
import type { AttachmentData } from "../wire/message.ts";
import { toTime } from "./state_of.ts";

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
  if (notice) return fromNotice(notice);
  if (!("channel" in it) || !isObject(it.data)) return;
  const { subject } = it.data as JsonObject;
  if (!isObject(subject)) return;
  const id = toId(subject.id);
  switch (it.type) {
    case "message.update":
      return edited(id, subject.updated_at, undefined, subject);
    case "message.deleted":
      return removed(id, subject);
  }
}

function fromNotice({ type, data }: Notice): MessageChange | undefined {
  const id = toId(data.message_id);
  switch (type) {
    case "message.update":
      return edited(id, data.updated_at, toText(data.sender_id), data.message);
    case "message.deleted":
      return removed(id, data);
    case "message.pinned":
      return pinned(id, data);
  }
}

function pinned(
  messageId: string,
  { pinned_at, pinned_by }: JsonObject,
): MessageChange | undefined {
  if (!messageId) return;
  return {
    type: "pinned",
    messageId,
    at: toTime(pinned_at),
    by: toText(pinned_by) || undefined,
  };
}

function edited(
  messageId: string,
  at: unknown,
  by: string | undefined,
  content: unknown,
): MessageChange | undefined {
  if (!messageId || !isObject(content)) return;
  return {
    type: "edited",
    messageId,
    at: toTime(at),
    by: by ?? (toText(content.sender_id) || undefined),
    text: toText(content.text),
    attachments: Attachment.fromBulkData(
      content.attachments as AttachmentData[],
    ),
  };
}

function removed(
  messageId: string,
  { deleted_at, deleter_id, deletion_actor }: JsonObject,
): MessageChange | undefined {
  if (!messageId) return;
  return {
    type: "removed",
    messageId,
    at: toTime(deleted_at),
    by: toText(deleter_id) || undefined,
    actor: toText(deletion_actor) ?? "",
  };
}
