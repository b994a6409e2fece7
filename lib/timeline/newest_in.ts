import type { Observable } from "rxjs";
import type { Api } from "../resource.ts";
import { endpointOf } from "../resources/messages/endpoint.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { readList, toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";

/**
 * Requests the id of the newest message of a conversation.
 *
 * @returns One id, `""` where there is no message, then completion.
 */
export function newestIn(
  session: Api,
  conversation: ConversationKey,
): Observable<string> {
  const { path, query, list } = endpointOf(conversation);
  return session.request({
    path,
    query: { ...query, limit: 1 },
    read: (answer) => toId(readList<MessageData>(answer, list)[0]?.id),
  });
}
