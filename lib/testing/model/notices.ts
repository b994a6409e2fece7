import type { Conversation } from "./conversation.ts";
import type { Group } from "./group.ts";
import { post, SYSTEM } from "./posting.ts";
import type { World } from "./world.ts";

/** A user in the data of an event, where ids are numbers. */
export function eventUser(
  group: Group,
  userId: string,
): { id: number; nickname: string } {
  const member = group.members.get(userId) ?? group.former.get(userId)?.member;
  return { id: Number(userId), nickname: member?.nickname ?? "" };
}

/** Posts a notice into a conversation, unless notices are off. */
export function notice(
  world: World,
  conversation: Conversation,
  text: string,
  type: string,
  data: Record<string, unknown>,
): void {
  if (!world.settings.notices) return;
  const event = { type, data };
  post(world, conversation, SYSTEM, { text, attachments: [], event });
}
