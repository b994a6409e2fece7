import type { ConversationKey } from "../tail/live_source.ts";
import { isId } from "../util/ids.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import { isObject, toDate, toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { secondsOf } from "./facts.ts";

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
  /** The id under which it can be pinned. */
  readonly pinId: string;
  /** When its newest message was last edited, in seconds. */
  readonly edited: number;
}

/** Reads a group of the index; nothing if it has no id. */
export function readGroup(data: GroupData, now: number): Listed | undefined {
  const groupId = toId(data.id) || toId(data.group_id);
  if (!isId(groupId)) return undefined;
  const messages = isObject(data.messages) ? data.messages : {};
  const lastId = toId(messages.last_message_id);
  const said = isObject(messages.preview) ? messages.preview : {};
  const at = toDate(messages.last_message_created_at);
  return {
    lastId,
    pinId: groupId,
    edited: secondsOf(messages.last_message_updated_at),
    row: rowOf({
      ...countsOf(data, now),
      key: `group ${groupId}`,
      conversation: Object.freeze({ groupId }),
      title: toText(data.name) ?? "",
      imageUrl: toText(data.image_url) || undefined,
      preview: lastId
        ? {
          text: toText(said.text) ?? "",
          author: toText(said.nickname) ?? "",
          at,
          isDeleted: secondsOf(said.deleted_at) > 0,
        }
        : undefined,
      lastActivity: at ?? toDate(data.updated_at),
    }),
  };
}

/** Reads a chat of the index; nothing if it has no other user. */
export function readChat(data: ChatData, now: number): Listed | undefined {
  const other = isObject(data.other_user) ? data.other_user : {};
  const otherUserId = toId(other.id);
  if (!isId(otherUserId)) return undefined;
  const last: MessageData = isObject(data.last_message)
    ? data.last_message
    : {};
  const lastId = toId(last.id);
  return {
    lastId,
    pinId: toId(last.conversation_id),
    edited: secondsOf(last.updated_at),
    row: rowOf({
      ...countsOf(data, now),
      key: `user ${otherUserId}`,
      conversation: Object.freeze({ otherUserId }),
      title: toText(other.name) ?? "",
      imageUrl: toText(other.avatar_url) || undefined,
      preview: lastId ? previewOf(last) : undefined,
      lastActivity: toDate(last.created_at) ?? toDate(data.updated_at),
    }),
  };
}

/** The part of a row that groups and chats tell by the same fields. */
function countsOf(
  data: GroupData | ChatData,
  now: number,
): Pick<ConversationRow, "unread" | "isMuted" | "isPinned"> {
  return {
    unread: secondsOf(data.unread_count),
    isMuted: secondsOf(data.muted_until) > now,
    isPinned: false,
  };
}

/** Makes the preview of a message. */
export function previewOf(data: MessageData): Preview {
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
  return isSame(row, next) ? row : rowOf(next);
}

/** Pinned ones first, then by activity. */
export function compareRows(a: ConversationRow, b: ConversationRow): number {
  return Number(b.isPinned) - Number(a.isPinned) ||
    Number(b.lastActivity ?? 0) - Number(a.lastActivity ?? 0) ||
    (a.key < b.key ? -1 : 1);
}

function rowOf(row: ConversationRow): ConversationRow {
  const preview = row.preview && Object.freeze({ ...row.preview });
  return Object.freeze({ ...row, preview });
}

function isSame(a: ConversationRow, b: ConversationRow): boolean {
  return a.title === b.title && a.imageUrl === b.imageUrl &&
    a.unread === b.unread && a.isMuted === b.isMuted &&
    a.isPinned === b.isPinned && isSameTime(a.lastActivity, b.lastActivity) &&
    a.preview?.text === b.preview?.text &&
    a.preview?.author === b.preview?.author &&
    a.preview?.isDeleted === b.preview?.isDeleted &&
    isSameTime(a.preview?.at, b.preview?.at);
}

function isSameTime(a: Date | undefined, b: Date | undefined): boolean {
  return Number(a ?? 0) === Number(b ?? 0);
}

/** The newest time of the server that rows tell, in seconds; 0 without any. */
export function newestActivity(rows: readonly ConversationRow[]): number {
  const times = rows.map(({ lastActivity }) => +(lastActivity ?? 0));
  return times.reduce((a, b) => Math.max(a, b), 0) / 1_000;
}
