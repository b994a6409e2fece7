import { pathId } from "../../util/validate.ts";
import type { DirectMessage } from "./direct_message.ts";
import type { Messages } from "./messages.ts";

/**
 * A message to act on: one that was received, or, for a message of a group or
 * a topic, the messages that it stands among and its id, so that no request
 * has to come first.
 */
export type MessageTarget =
  | DirectMessage
  | { readonly manager: Messages; readonly id: string };

/** The id of the conversation of a message. */
export function conversationOf(target: MessageTarget): string {
  const { groupId } = target.manager as Partial<Messages>;
  return groupId ?? (target as DirectMessage).conversationId;
}

/**
 * The id of the conversation of a message, as paths take it.
 *
 * @throws {TypeError} When the target names none.
 */
export function conversationPathOf(target: MessageTarget): string {
  return pathId(conversationOf(target), "conversationId");
}

/**
 * The path of a message in its conversation.
 *
 * @throws {TypeError} When the target holds no message id.
 */
export function messagePathOf(target: MessageTarget): string {
  const id = pathId(target.id, "id");
  return `/conversations/${conversationPathOf(target)}/messages/${id}`;
}
