import type { ConversationContext } from "./conversation_context.ts";
import type { ReadPosition } from "./read_states.ts";
import type { World } from "./world.ts";

/** Options of reading. */
export interface Reading {
  /** The newest message that is read; the newest of all by default. */
  readonly messageId?: string;
  /** Whether the other side can see it in the list of messages. */
  readonly isShown?: boolean;
  /** Whether it is pushed to the other side; of chats only. */
  readonly isPushed?: boolean;
}

/**
 * Marks a conversation as read by a user.
 *
 * @returns The read position; `undefined` in an empty conversation.
 */
export function markRead(
  world: World,
  { conversation, chat }: ConversationContext,
  userId: string,
  { messageId, isShown = false, isPushed = false }: Reading = {},
): ReadPosition | undefined {
  const newest = messageId ?? conversation.last()?.id;
  if (newest === undefined) return undefined;
  const at = { messageId: newest, readAt: world.seconds() };
  const position = world.reads.read(conversation, userId, at, isShown);
  if (isPushed && chat) {
    const { id: conversationId, userIds } = chat;
    const by = { conversationId, userIds, userId };
    world.changes.next({ type: "read", ...by, ...position });
  }
  return position;
}

/** The read state that an index shows, as far as asked for. */
export function readWire(
  { reads }: World,
  { conversation }: Pick<ConversationContext, "conversation">,
  userId: string,
  include: ReadonlySet<string>,
): Record<string, string | number | null> {
  const position = include.size > 0
    ? reads.positionOf(conversation, userId)
    : undefined;
  return {
    unread_count: include.has("unread_count")
      ? reads.unreadCount(conversation, userId)
      : null,
    last_read_message_id: include.has("last_read_message_id")
      ? position?.messageId ?? null
      : null,
    last_read_at: include.has("last_read_at") ? position?.readAt ?? null : null,
  };
}

/** The fields asked for by `include`, which is repeated. */
export function includeOf(query: URLSearchParams): ReadonlySet<string> {
  return new Set(query.getAll("include"));
}
