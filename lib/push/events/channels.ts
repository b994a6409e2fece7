import { compareIds, isId } from "../../util/ids.ts";
import type { ConversationKey } from "../../tail/live_source.ts";
import { isObject, toId, toObject } from "../../wire/json.ts";

/** The channel of a user, on which GroupMe alone publishes. */
export function userChannel(userId: string): string {
  return `/user/${userId}`;
}

/** The channel of a conversation, on which each of its members may publish. */
export function channelOf(key: ConversationKey, userId: string): string {
  if ("groupId" in key) return `/group/${key.groupId}`;
  // GroupMe takes other separators too, and then never sends anything.
  const pair = [userId, key.otherUserId].sort(compareIds).join("_");
  return `/direct_message/${pair}`;
}

/** The conversation of a channel; `undefined` where it is not a user's own. */
export function conversationOf(
  channel: string,
  userId: string,
): ConversationKey | undefined {
  const [, place, id] = /^\/(group|direct_message)\/([^/]+)$/.exec(channel) ??
    [];
  return place === "group" ? groupKey(id) : chatKey(id, userId);
}

/** The conversation that the subject of an event names. */
export function namedConversation(
  type: unknown,
  subject: unknown,
  userId: string,
): ConversationKey | undefined {
  const about = toObject(subject);
  const reactedTo = about.line ?? about.direct_message;
  const message = isObject(reactedTo) ? reactedTo : about;
  const groupId = type === "membership.create" ? about.id : message.group_id;
  return groupKey(groupId) ??
    chatKey(message.chat_id ?? message.conversation_id, userId);
}

function groupKey(id: unknown): ConversationKey | undefined {
  const groupId = toId(id);
  return isId(groupId) ? { groupId } : undefined;
}

function chatKey(pair: unknown, userId: string): ConversationKey | undefined {
  const ids = toId(pair).split(/[+_]/);
  const own = ids.indexOf(userId);
  const otherUserId = own < 0 ? "" : ids[1 - own] ?? "";
  return ids.length === 2 && isId(otherUserId) ? { otherUserId } : undefined;
}
