import type { Client } from "../client.ts";
import { largestPage } from "../resources/messages/largest_page.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { ReadPage } from "./copy.ts";

/** Reads pages of a conversation, as long as the server gives them. */
export function readPageOf(client: Client, key: ConversationKey): ReadPage {
  const messages = "groupId" in key
    ? client.groups.messages(key.groupId)
    : client.chats.messages(key.otherUserId);
  const options = { idempotent: true, priority: "background" } as const;
  return ({ beforeId, afterId }) =>
    largestPage<readonly AnyMessage[]>(client.session, (limit) => {
      const query = { before_id: beforeId, after_id: afterId, limit };
      return messages.source.fetch(query, options);
    });
}
