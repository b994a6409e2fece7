import type { ConversationKey } from "../../tail/live_source.ts";
import type { Host, Query } from "../../transport/request.ts";
import { groupPath, pathId } from "../../util/validate.ts";

/** Where GroupMe has the messages of a conversation, and what it calls them. */
export interface MessagesEndpoint {
  /** The path of their list, where a new one is posted too. */
  readonly path: string;
  /** The query of their list, and of a single one. */
  readonly query: Query;
  /** The service that gives a single one. */
  readonly host?: Host;
  /** The field that holds a list of them. */
  readonly list: string;
  /** The field that holds one of them. */
  readonly one: string;
  /** The fields of a new one that name whom it is for. */
  readonly to?: { readonly [field: string]: string };
}

// Without it GroupMe replaces the text of messages that hold files.
const ACCEPT_FILES = 1;

/**
 * The endpoint of the messages of a conversation.
 *
 * @throws {TypeError} When its id is none.
 */
export function endpointOf(key: ConversationKey): MessagesEndpoint {
  if ("groupId" in key) {
    return {
      path: `${groupPath(key.groupId)}/messages`,
      query: { acceptFiles: ACCEPT_FILES },
      host: "v4",
      list: "messages",
      one: "message",
    };
  }
  const { otherUserId } = key;
  pathId(otherUserId, "otherUserId");
  return {
    path: "/direct_messages",
    query: { other_user_id: otherUserId, acceptFiles: ACCEPT_FILES },
    list: "direct_messages",
    one: "direct_message",
    to: { recipient_id: otherUserId },
  };
}
