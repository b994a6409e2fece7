import type { Place } from "./place.ts";
import type { ReadPlace } from "./read_states.ts";
import type { World } from "./world.ts";

/** How a user reads. */
export interface Reading {
  /** The newest message that is read; all of the conversation unless given. */
  readonly messageId?: string;
  /** Whether the other side can see it in the list of messages. */
  readonly isShown?: boolean;
  /** Whether it is pushed to the other side; of chats only. */
  readonly isTold?: boolean;
}

/**
 * Takes note of what a user has read.
 *
 * @returns How far the user has read; nothing where nothing was said.
 */
export function markRead(
  world: World,
  { conversation, chat }: Place,
  userId: string,
  { messageId, isShown = false, isTold = false }: Reading = {},
): ReadPlace | undefined {
  const newest = messageId ?? conversation.last()?.id;
  if (newest === undefined) return undefined;
  const at = { messageId: newest, readAt: world.seconds() };
  const place = world.reads.read(conversation, userId, at, isShown);
  if (isTold && chat) {
    const { id: conversationId, userIds } = chat;
    const by = { conversationId, userIds, userId };
    world.changes.next({ type: "read", ...by, ...place });
  }
  return place;
}

/** What an index shows of a user's place, as far as it was asked for. */
export function readWire(
  { reads }: World,
  { conversation }: Pick<Place, "conversation">,
  userId: string,
  include: ReadonlySet<string>,
): Record<string, string | number | null> {
  const place = include.size > 0
    ? reads.placeOf(conversation, userId)
    : undefined;
  return {
    unread_count: include.has("unread_count")
      ? reads.unreadCount(conversation, userId)
      : null,
    last_read_message_id: include.has("last_read_message_id")
      ? place?.messageId ?? null
      : null,
    last_read_at: include.has("last_read_at") ? place?.readAt ?? null : null,
  };
}

/** What an index is asked to show besides: the parameter is repeated. */
export function includeOf(query: URLSearchParams): ReadonlySet<string> {
  return new Set(query.getAll("include"));
}
