import type { ConversationKey } from "../tail/live_source.ts";
import { isId } from "../util/ids.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import { toDate, toId, toObject, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { factsOfNotice, secondsOf } from "./facts.ts";
import { sameData } from "./same.ts";

/** The newest message of a conversation, as a list shows it. */
export interface Preview {
  /** Its text; `""` where it has only attachments, or is deleted. */
  readonly text: string;
  /** The name of its author. */
  readonly author: string;
  /** When it was written. */
  readonly at: Date | undefined;
  /** Whether it is deleted. */
  readonly isDeleted: boolean;
}

/** A conversation in the list of all. Never changed afterwards. */
export interface ConversationRow {
  /** Identifies the row in a keyed list. */
  readonly key: string;
  /** The group or chat. */
  readonly conversation: ConversationKey;
  /** The name of the group, or of the other user. */
  readonly title: string;
  /** The picture of the group, or of the other user. */
  readonly imageUrl: string | undefined;
  /** The newest message, if there is one. */
  readonly preview: Preview | undefined;
  /** Unread messages of others. */
  readonly unread: number;
  /** Whether you have muted it. */
  readonly isMuted: boolean;
  /** Whether you have pinned it on top. */
  readonly isPinned: boolean;
  /** When something last happened in it. */
  readonly lastActivity: Date | undefined;
}

/** A row, with what tells whether there is news. */
export interface Listed {
  readonly row: ConversationRow;
  /** The id of its newest message; `""` for none. */
  readonly lastId: string;
  /** The id of a newer notice, which is shown in the message that it is about. */
  readonly noticeId?: string | undefined;
  /** That notice, where an index has the whole of it. */
  readonly notice?: MessageData | undefined;
  /** The id under which it can be pinned. */
  readonly pinId: string;
  /** When its newest message was last edited, in seconds. */
  readonly edited: number;
  /** When you will hear of it again, in seconds. */
  readonly mutedUntil: number;
}

/** Reads a group of the index; nothing if it has no id. */
export function readGroup(data: GroupData): Listed | undefined {
  const groupId = toId(data.id) || toId(data.group_id);
  if (!isId(groupId)) return undefined;
  const messages = toObject(data.messages);
  const lastId = toId(messages.last_message_id);
  const said = toObject(messages.preview);
  const preview = previewOf({
    text: said.text,
    name: said.nickname,
    created_at: messages.last_message_created_at,
    deleted_at: said.deleted_at,
  });
  const edited = secondsOf(messages.last_message_updated_at);
  return listed(data, { lastId, pinId: groupId, edited }, {
    key: `group ${groupId}`,
    conversation: { groupId },
    title: toText(data.name) ?? "",
    imageUrl: toText(data.image_url) || undefined,
  }, preview);
}

/** Reads a chat of the index; nothing if it has no other user. */
export function readChat(data: ChatData): Listed | undefined {
  const other = toObject(data.other_user);
  const otherUserId = toId(other.id);
  if (!isId(otherUserId)) return undefined;
  const last: MessageData = toObject(data.last_message);
  const lastId = toId(last.id);
  const pinId = toId(last.conversation_id);
  const edited = secondsOf(last.updated_at);
  const notice = factsOfNotice(last)?.content && last;
  return listed(data, { lastId, pinId, edited, notice }, {
    key: `user ${otherUserId}`,
    conversation: { otherUserId },
    title: toText(other.name) ?? "",
    imageUrl: toText(other.avatar_url) || undefined,
  }, previewOf(last));
}

/** Makes a row of what is told in two ways, and what in one. */
function listed(
  data: GroupData | ChatData,
  ids: Pick<Listed, "lastId" | "pinId" | "edited" | "notice">,
  names: Pick<ConversationRow, "key" | "conversation" | "title" | "imageUrl">,
  preview: Preview,
): Listed {
  return {
    ...ids,
    mutedUntil: secondsOf(data.muted_until),
    row: rowOf({
      ...names,
      preview: ids.lastId ? preview : undefined,
      unread: secondsOf(data.unread_count),
      isMuted: false,
      isPinned: false,
      lastActivity: preview.at ?? toDate(data.updated_at),
    }),
  };
}

/** The fields of a message that its preview shows. */
interface PreviewData {
  readonly text?: unknown;
  readonly name?: unknown;
  readonly created_at?: unknown;
  readonly deleted_at?: unknown;
}

/** Makes the preview of a message. */
export function previewOf(data: PreviewData): Preview {
  const isDeleted = secondsOf(data.deleted_at) > 0;
  return {
    text: isDeleted ? "" : toText(data.text) ?? "",
    author: toText(data.name) ?? "",
    at: toDate(data.created_at),
    isDeleted,
  };
}

/** A row with other fields; the same one if they are equal. */
export function withFields(
  row: ConversationRow,
  fields: Partial<ConversationRow>,
): ConversationRow {
  const next = { ...row, ...fields };
  return sameData(row, next) ? row : rowOf(next);
}

/** Pinned ones first, then by activity. */
export function compareRows(a: ConversationRow, b: ConversationRow): number {
  return Number(b.isPinned) - Number(a.isPinned) ||
    Number(b.lastActivity ?? 0) - Number(a.lastActivity ?? 0) ||
    (a.key < b.key ? -1 : 1);
}

function rowOf(row: ConversationRow): ConversationRow {
  Object.freeze(row.conversation);
  Object.freeze(row.preview);
  return Object.freeze(row);
}
