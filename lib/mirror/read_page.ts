import { type Observable, switchMap } from "rxjs";
import type { Client } from "../client.ts";
import type { Api } from "../resource.ts";
import { largestPage } from "../resources/messages/largest_page.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { LearnedRate } from "../transport/learned_rate.ts";
import type { ReadPage } from "./copy.ts";

/**
 * Sends a request at the rate that is learnt; or, where the client has a
 * `rateLimit` that was given, at that one alone.
 */
export function atLearnedRate<T>(
  { rateLimit }: Pick<Api, "rateLimit">,
  rate: LearnedRate,
  request: Observable<T>,
): Observable<T> {
  if (typeof rateLimit === "object") return request;
  return rate.acquire().pipe(switchMap(() => request));
}

/** Reads pages of a conversation at the learnt rate, as long as the server gives them. */
export function readPageOf(
  client: Client,
  key: ConversationKey,
  rate: LearnedRate,
): ReadPage {
  const { session } = client;
  const messages = "groupId" in key
    ? client.groups.messages(key.groupId)
    : client.chats.messages(key.otherUserId);
  const options = { idempotent: true, priority: "background" } as const;
  return ({ beforeId, afterId }) => {
    const page = largestPage<readonly AnyMessage[]>(session, (limit) => {
      const query = { before_id: beforeId, after_id: afterId, limit };
      return messages.source.fetch(query, options);
    });
    return atLearnedRate(session, rate, page);
  };
}
