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

/** A message and its reactions, as pushed when somebody changed them. */
export function favoriteSubject(
  message: WireMessage,
  userId: string,
  favorited_at: number,
): Record<string, unknown> {
  const { reactions = [], favorited_by } = message;
  const { reactions: _, ...line } = subjectOf(message);
  const name = message.group_id === undefined ? "direct_message" : "line";
  return {
    [name]: { ...line, favorited_at, favorited_by },
    reactions,
    user_id: userId,
  };
}
