import { toId, toText } from "../wire/json.ts";
import type { AttachmentData, MessageData } from "../wire/message.ts";

/** What happened to a message after it was written. Times in seconds. */
export type MessageChange =
  | {
    readonly type: "edited";
    /** The id of the message. */
    readonly messageId: string;
    /** When, in seconds since 1970. */
    readonly at?: number;
    /** The text that it has since then. */
    readonly text?: string | null;
    /** The attachments that it has since then. */
    readonly attachments?: readonly AttachmentData[];
  }
  | {
    readonly type: "removed";
    /** The id of the message. */
    readonly messageId: string;
    /** When, in seconds since 1970. */
    readonly at?: number;
    /** `sender`, `admin` or `system`. */
    readonly actor?: string;
  }
  | {
    readonly type: "pinned";
    /** The id of the message. */
    readonly messageId: string;
    /** When, in seconds since 1970. */
    readonly at?: number;
    /** The id of the user who pinned it. */
    readonly by?: string;
  };

/** What becomes of the content of a deleted message: it goes, or it is kept. */
export type DeletedPolicy = "follow" | "keep";

/** The text that GroupMe leaves where a message was deleted. */
export const STONE_TEXT = "This message was deleted";

/** The fields that an edit or a deletion replaces. */
const CONTENT = [
  "text",
  "attachments",
  "updated_at",
  "deleted_at",
  "deletion_actor",
] as const;

/** Reads the change that a message tells of, if it is a notice of one. */
export function changeIn(row: MessageData): MessageChange | undefined {
  const { type, data = {} } = row.event ?? {};
  const messageId = toId(data?.message_id);
  if (!messageId) return undefined;
  switch (type) {
    case "message.update": {
      const { text, attachments } = toObject(data.message);
      return {
        type: "edited",
        messageId,
        at: toSeconds(data.updated_at),
        text: toText(text) ?? null,
        attachments: Array.isArray(attachments) ? attachments : [],
      };
    }
    case "message.deleted":
      return {
        type: "removed",
        messageId,
        at: toSeconds(data.deleted_at),
        actor: toText(data.deletion_actor),
      };
    case "message.pinned":
      return {
        type: "pinned",
        messageId,
        at: toSeconds(data.pinned_at),
        by: toText(data.pinned_by),
      };
  }
  return undefined;
}

/** The content's version: a deletion is later than any edit. */
function versionOf(row: MessageData): readonly [kind: number, at: number] {
  return row.deleted_at
    ? [2, toSeconds(row.deleted_at) ?? 0]
    : [1, toSeconds(row.updated_at) ?? 0];
}

function isLater(
  [kind, at]: readonly [number, number],
  [otherKind, otherAt]: readonly [number, number],
): boolean {
  return kind === otherKind ? at > otherAt : kind > otherKind;
}

/**
 * What is known of a message by two readings of it: its content is that of the
 * later version, everything else is what was read last.
 */
export function mergeRows(
  before: MessageData | undefined,
  read: MessageData,
  deleted: DeletedPolicy = "follow",
): MessageData {
  if (!before) return read;
  if (isLater(versionOf(before), versionOf(read))) {
    return withContent(read, before);
  }
  const hidesContent = deleted === "keep" && read.deleted_at;
  return hidesContent
    ? { ...read, text: before.text, attachments: before.attachments }
    : read;
}

function withContent(row: MessageData, source: MessageData): MessageData {
  const content = CONTENT.filter((field) => field in source)
    .map((field) => [field, source[field]]);
  return { ...row, ...Object.fromEntries(content) };
}

/**
 * Applies a change to a message. It takes no effect where the message was
 * read later than the change.
 *
 * @returns Nothing where the message is gone from the server.
 */
export function applyToRow(
  row: MessageData,
  change: MessageChange,
  deleted: DeletedPolicy = "follow",
): MessageData | undefined {
  const { type, at = 0 } = change;
  if (type === "pinned") {
    return at > (toSeconds(row.pinned_at) ?? 0)
      ? { ...row, pinned_at: at, pinned_by: change.by ?? "" }
      : row;
  }
  if (row.deleted_at) return row;
  if (type === "edited") {
    if (!isLater([1, at], versionOf(row))) return row;
    const { text = null, attachments = [] } = change;
    return { ...row, text, attachments: [...attachments], updated_at: at };
  }
  const stone = { ...row, deleted_at: at, deletion_actor: change.actor };
  if (deleted === "keep") return stone;
  // A sender's deletion leaves a stone, anybody else's takes the row away.
  return change.actor === "sender"
    ? { ...stone, text: STONE_TEXT, attachments: [] }
    : undefined;
}

/** The changes of one message, at most one of each kind: the latest. */
export type KnownChanges = readonly MessageChange[];

/**
 * The latest change of each kind. Where the message is deleted and deletions
 * are followed, what it once said is forgotten.
 */
export function mergeChanges(
  known: KnownChanges,
  change: MessageChange,
  deleted: DeletedPolicy = "follow",
): KnownChanges {
  const before = known.find(({ type }) => type === change.type);
  const isStale = before && (before.at ?? 0) > (change.at ?? 0);
  const all = isStale
    ? known
    : [...known.filter((it) => it !== before), change];
  const isGone = deleted === "follow" &&
    all.some(({ type }) => type === "removed");
  return isGone ? all.filter(({ type }) => type === "removed") : all;
}

function toSeconds(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value === "") return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return seconds;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

function toObject(value: unknown): { readonly [field: string]: unknown } {
  return typeof value === "object" && value !== null
    ? value as { [field: string]: unknown }
    : {};
}
