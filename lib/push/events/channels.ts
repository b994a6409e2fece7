import { compareIds, isId } from "../../util/ids.ts";
import type { ConversationKey } from "../../tail/live_source.ts";
import { isObject, toId } from "../../wire/json.ts";

/** The channel of a user, where all that is written to the user comes. */
export function userChannel(userId: string): string {
  return `/user/${userId}`;
}

/** The channel of a conversation, for what is done in it besides writing. */
export function channelOf(key: ConversationKey, userId: string): string {
  if ("groupId" in key) return `/group/${key.groupId}`;
  // GroupMe takes other separators too, and then never sends anything.
  const pair = [userId, key.otherUserId].sort(compareIds).join("_");
  return `/direct_message/${pair}`;
}

/** The conversation that an event is of, as far as it tells. */
export function conversationOf(
  type: unknown,
  channel: string,
  subject: unknown,
  userId: string,
): ConversationKey | undefined {
  const about = isObject(subject) ? subject : {};
  const reactedTo = about.line ?? about.direct_message;
  const message = isObject(reactedTo) ? reactedTo : about;
  const [, place, id] = channel.split("/");
  const groupId = type === "membership.create"
    ? about.id
    : message.group_id ?? (place === "group" && id);
  if (isId(toId(groupId))) return { groupId: toId(groupId) };
  const pair = message.chat_id ?? message.conversation_id ??
    (place === "direct_message" && id);
  const [low, high] = toId(pair).split(/[+_]/);
  const otherUserId = low === userId ? high : low;
  return high && otherUserId && isId(otherUserId) ? { otherUserId } : undefined;
}
