import type { Conversation } from "./conversation.ts";
import type { Group } from "./group.ts";
import type { Topic } from "./topic.ts";
import type { Chat, World } from "./world.ts";

/** A conversation, and what it belongs to. */
export interface Place {
  /** What was said. */
  readonly conversation: Conversation;
  /** Its group; of a topic the group that it is in. */
  readonly group?: Group;
  /** The topic, if it is one. */
  readonly topic?: Topic;
  /** The chat, if it is between two users. */
  readonly chat?: Chat;
}

/** The name that a user has in a conversation. */
export function nameIn(
  { users }: World,
  { group }: Place,
  userId: string,
): string {
  const member = group?.members.get(userId) ??
    group?.former.get(userId)?.member;
  return member?.nickname ?? users.get(userId)?.name ?? "";
}

/** How long after a message it may be edited, in seconds. */
export function editPeriodOf({ group, topic, chat }: Place): number {
  if (topic) return topic.messageEditPeriod;
  return group?.messageEditPeriod ?? chat?.messageEditPeriod ?? 0;
}
