import { isAdmin } from "./group.ts";
import type { LikeIcon } from "./like.ts";
import { type ConversationContext, nameIn } from "./conversation_context.ts";
import { notice } from "./notices.ts";
import { announce, SYSTEM } from "./posting.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** A user who changes a message of a conversation. */
export interface MessageActor {
  /** The conversation. */
  readonly context: ConversationContext;
  /** The id of the message. */
  readonly messageId: string;
  /** The id of the user. */
  readonly userId: string;
}

/**
 * Edits a message, with a notice and a frame.
 *
 * @returns The message as it is now; `undefined` if there is none.
 */
export function editMessage(
  world: World,
  { context, messageId, userId }: MessageActor,
  content: Pick<WireMessage, "text" | "attachments">,
): WireMessage | undefined {
  const { conversation } = context;
  const updated_at = world.seconds();
  const message = conversation.edit(messageId, (stored) => {
    stored.change({ ...stored.data, ...content, updated_at });
  });
  if (!message) return undefined;
  const text = `${nameIn(world, context, userId)} edited to: “${content.text}”`;
  notice(world, conversation, text, "message.update", {
    message_id: messageId,
    sender_id: userId,
    updated_at,
    message: content,
  });
  announce(world, "edited", message, conversation.id);
  return message;
}

/** The words of a tombstone, by the role of the one who deleted the message. */
const TOMBSTONES = {
  sender: "This message was deleted",
  admin: "This message was deleted",
  system: "This message was removed",
} as const;

/** The role of the one who deletes a message. */
type DeletionActor = keyof typeof TOMBSTONES;

/**
 * Deletes a message, with a notice and a frame: its sender and GroupMe itself
 * leave a tombstone, an admin removes the row.
 *
 * @returns Whether the user may.
 */
export function deleteMessage(
  world: World,
  { context, messageId, userId }: MessageActor,
): boolean {
  const { conversation } = context;
  const before = conversation.find(messageId)?.data;
  if (!before) return false;
  const deletion_actor: DeletionActor = userId === SYSTEM.id
    ? "system"
    : before.sender_id === userId
    ? "sender"
    : "admin";
  if (!mayDelete(context, userId, deletion_actor)) return false;
  const deleted_at = world.seconds();
  const text = TOMBSTONES[deletion_actor];
  const left = { text, attachments: [], deleted_at, deletion_actor };
  if (deletion_actor === "admin") conversation.remove(messageId);
  else {
    conversation.edit(messageId, (stored) => {
      stored.change({ ...stored.data, ...left });
    });
  }
  notice(world, conversation, "A message was deleted.", "message.deleted", {
    message_id: messageId,
    deleted_at,
    deletion_actor,
    ...deletion_actor !== "system" && { deleter_id: userId },
  });
  announce(world, "deleted", { ...before, ...left }, conversation.id);
  return true;
}

/** Whether a user may delete, by the group's setting. */
function mayDelete(
  { group }: ConversationContext,
  userId: string,
  actor: DeletionActor,
): boolean {
  if (actor === "system") return true;
  if (!group) return actor === "sender";
  const { messageDeletionMode: mode } = group;
  if (Array.isArray(mode) && !mode.includes(actor)) return false;
  return actor === "sender" || isAdmin(group, userId);
}

/**
 * Adds the reaction of a user, or removes it where `icon` is `null`, with a frame.
 * A second reaction is ignored.
 *
 * @returns The message as it is now; `undefined` if there is none.
 */
export function reactTo(
  world: World,
  { context, messageId, userId }: MessageActor,
  icon: LikeIcon | null,
): WireMessage | undefined {
  const { conversation } = context;
  const before = conversation.find(messageId);
  if (!before) return undefined;
  const others = before.likes.filter((like) => like.userId !== userId);
  const isAdded = icon !== null;
  const hasReacted = others.length !== before.likes.length;
  if (hasReacted === isAdded) return before.data;
  const likes = isAdded
    ? [...others, { userId, at: world.now(), icon }]
    : others;
  const message = conversation.edit(
    messageId,
    (stored) => stored.setLikes(likes),
  );
  if (!message) return undefined;
  const { id: conversationId } = conversation;
  const userIds = world.audienceOf(conversationId);
  const by = { userId, userIds, conversationId };
  world.changes.next({ type: "reactions", message, isAdded, ...by });
  return message;
}

/**
 * Pins a message, with a notice.
 *
 * @returns Whether it was not pinned before.
 */
export function pinMessage(
  world: World,
  { context, messageId, userId }: MessageActor,
): boolean {
  const { conversation } = context;
  if (conversation.find(messageId)?.data.pinned_at !== null) return false;
  const pinned_at = world.seconds();
  const pinned_by = userId;
  conversation.pin(messageId, { pinned_at, pinned_by });
  const text = `${nameIn(world, context, userId)} pinned a message.`;
  const data = { message_id: messageId, pinned: true, pinned_by, pinned_at };
  notice(world, conversation, text, "message.pinned", data);
  return true;
}
