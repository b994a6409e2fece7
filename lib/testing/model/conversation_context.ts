import type { Conversation } from "./conversation.ts";
import type { Group } from "./group.ts";
import type { Topic } from "./topic.ts";
import type { Chat, World } from "./world.ts";

/** Time in which a message of a group or a topic may be edited, in seconds, by type. */
const EDIT_PERIOD_SECONDS_BY_TYPE: Readonly<Record<string, number>> = {
  announcement: 43_200,
};
const EDIT_PERIOD_SECONDS = 15;

/** A conversation, with its group, topic or chat. */
export interface ConversationContext {
  /** The messages. */
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
  { group }: ConversationContext,
  userId: string,
): string {
  const member = group?.members.get(userId) ??
    group?.former.get(userId)?.member;
  return member?.nickname ?? users.get(userId)?.name ?? "";
}

/** Time in which a message of a group or a topic of a type may be edited, in seconds. */
export function editPeriodOfType(type: string): number {
  return EDIT_PERIOD_SECONDS_BY_TYPE[type] ?? EDIT_PERIOD_SECONDS;
}

/** Time after sending in which a message may be edited, in seconds. */
export function editPeriodOf(
  { group, topic, chat }: ConversationContext,
): number {
  if (topic) return topic.messageEditPeriod;
  return group?.messageEditPeriod ?? chat?.messageEditPeriod ?? 0;
}
