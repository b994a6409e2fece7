import type { Api } from "../../resource.ts";
import type { ConversationSource } from "../../tail/conversation_source.ts";
import type { ConversationKey } from "../../tail/live_source.ts";
import type { DirectMessage } from "./direct_message.ts";
import { DirectMessages } from "./direct_messages.ts";
import type { Message } from "./message.ts";
import { Messages } from "./messages.ts";
import type { User } from "../user.ts";

/** A message of either kind. */
export type AnyMessage = Message | DirectMessage;

/** Makes the source of a conversation, of a group or of a chat. */
export function anySource(
  session: Api,
  user: User,
): (key: ConversationKey) => ConversationSource<AnyMessage> {
  return (key) =>
    "groupId" in key
      ? new Messages(session, key.groupId, user).source
      : new DirectMessages(session, key.otherUserId, user).source;
}
