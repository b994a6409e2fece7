import type { MessageChange } from "../changes/message_change.ts";
import type { AttachmentData, MessageData } from "../wire/message.ts";

/** A change of a message as stores keep it. Times in seconds since 1970. */
export interface StoredChange {
  readonly type: MessageChange["type"];
  /** The id of the message. */
  readonly messageId: string;
  readonly at?: number;
  /** The content since an edit. */
  readonly text?: string | null;
  readonly attachments?: readonly AttachmentData[];
  /** Who deleted it: `sender`, `admin` or `system`. */
  readonly actor?: string;
  /** The id of the user who pinned it. */
  readonly by?: string;
}

/** A change as stores keep it. */
export function toStored(change: MessageChange): StoredChange {
  const { type, messageId, at } = change;
  const it = { type, messageId, at: at && Math.floor(+at / 1_000) };
  switch (change.type) {
    case "edited": {
      const attachments = change.attachments.map((it) => it.toJSON());
      return { ...it, text: change.text ?? null, attachments };
    }
    case "removed":
      return { ...it, actor: change.actor };
    case "pinned":
      return { ...it, by: change.by };
  }
}

/** Whether the content of a deleted message goes, or is kept. */
export type DeletedPolicy = "follow" | "keep";

/** The text that GroupMe leaves where a message was deleted. */
const STONE_TEXT = "This message was deleted";

/** The fields that an edit or a deletion replaces. */
const CONTENT = [
  "text",
  "attachments",
  "updated_at",
  "deleted_at",
  "deletion_actor",
] as const;

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
 * Merges two readings of a message: its content is that of the
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
  change: StoredChange,
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
export type KnownChanges = readonly StoredChange[];

/**
 * The latest change of each kind. Where the message is deleted and deletions
 * are followed, what it once said is forgotten.
 */
export function mergeChanges(
  known: KnownChanges,
  change: StoredChange,
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
