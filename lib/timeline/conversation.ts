import type { ConversationKey } from "../tail/live_source.ts";
import { isId } from "../util/ids.ts";
import { got, invalidArgument } from "../util/validate.ts";

/**
 * A conversation: the id of a group or topic; or a key, which a `Chat`,
 * `Messages` and `DirectMessages` are too; or a `Group`.
 */
export type ConversationLike =
  | string
  | ConversationKey
  | { readonly messages: { readonly key: ConversationKey } };

/**
 * The key of a conversation.
 *
 * @throws {TypeError} When it names no conversation.
 */
export function conversationOf(
  conversation: ConversationLike,
): ConversationKey {
  const key = typeof conversation === "string"
    ? { groupId: conversation }
    : Object(conversation).messages?.key ?? Object(conversation);
  const { groupId, otherUserId } = key;
  if (isId(groupId)) return { groupId };
  if (isId(otherUserId)) return { otherUserId };
  throw invalidArgument(
    "conversation",
    `it must be the id of a group, or a key${got(conversation)}`,
  );
}
