import type { WireMessage } from "../model/wire.ts";

/** A message in its pushed form, which is not quite that of a list. */
export function subjectOf(message: WireMessage): Record<string, unknown> {
  const { conversation_id, favorited_by, platform: _, pinned_by, ...rest } =
    message;
  const common = {
    ...rest,
    location: { lat: "", lng: "", name: null },
    picture_url: null,
  };
  if (conversation_id !== undefined) {
    const { pinned_at: _, ...subject } = common;
    return { ...subject, chat_id: conversation_id, favorited_by };
  }
  return {
    deleted_at: null,
    deletion_actor: null,
    parent_id: null,
    updated_at: null,
    ...common,
    pinned_by: pinned_by || null,
  };
}

/** A tombstone in its pushed form, where `deleted_at` is a text. */
export function tombstoneOf(message: WireMessage): Record<string, unknown> {
  const deleted_at = new Date((message.deleted_at ?? 0) * 1000).toISOString()
    .replace("Z", "0Z");
  return { ...subjectOf(message), deleted_at };
}

/** An edited message in its pushed form, where `pinned_by` is a text. */
export function updateOf(message: WireMessage): Record<string, unknown> {
  const subject = subjectOf(message);
  return message.group_id === undefined
    ? subject
    : { ...subject, pinned_by: message.pinned_by };
}

/** A message and its reactions, as pushed when somebody changed them. */
export function favoriteSubject(
  message: WireMessage,
  userId: string,
  favorited_at: number,
): Record<string, unknown> {
  const { reactions = [], favorited_by } = message;
  const common = { reactions, user_id: userId };
  const { reactions: _, ...whole } = subjectOf(message);
  if (message.group_id === undefined) {
    return { direct_message: { ...whole, favorited_by }, ...common };
  }
  const line = Object.fromEntries(
    Object.entries(whole).filter(([name]) => !LEFT_OUT.has(name)),
  );
  return { line: { ...line, favorited_at, favorited_by }, ...common };
}

/** The fields that the message of a group lacks beside its reactions. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "deleted_at",
  "deletion_actor",
  "parent_id",
  "pinned_at",
  "pinned_by",
  "sender_id",
  "sender_type",
  "updated_at",
]);
