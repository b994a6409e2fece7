import { defer, EMPTY, expand, map, type Observable, takeWhile } from "rxjs";
import type { Api } from "../resource.ts";
import { endpointOf } from "../resources/messages/endpoint.ts";
import { findPosted } from "../resources/messages/find_posted.ts";
import { postOnce } from "../resources/messages/post_once.ts";
import { readMessage } from "../resources/messages/read_message.ts";
import { FULL_PAGE, furthest } from "../paging/cursor_pages.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { readList, toDate, toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { OutboxEntry } from "./outbox_entry.ts";

/**
 * Posts an entry: one attempt a subscription, and one message whatever becomes
 * of the answers. Where an earlier attempt may have got through it looks first.
 *
 * @param onAttempt Called once the rate limiter lets it go.
 * @returns The JSON of the posted message, then completion.
 */
export function poster(
  session: Api,
  me: Observable<string>,
  { guid, content, conversation, triedAfter }: OutboxEntry,
  mayStand: boolean,
  onAttempt: () => void,
): Observable<MessageData> {
  const { path, query, list, one, to } = endpointOf(conversation);
  const fetch = (before_id?: string) =>
    session.request({
      path,
      query: { ...query, before_id, limit: FULL_PAGE },
      read: (answer) => readList<MessageData>(answer, list).map(sketch),
    });
  const pages = fetch().pipe(
    expand((page) => {
      const oldest = furthest("before_id", page);
      return oldest === undefined ? EMPTY : fetch(oldest);
    }),
    takeWhile((page) => page.length > 0, true),
  );
  const { scheduler } = session;
  const clock = monotonicClock(scheduler);
  const find = findPosted({
    pages,
    sourceGuid: guid,
    userId: me,
    triedAfter,
    clock,
  }).pipe(map(({ data }) => data));
  return session.request({
    method: "POST",
    path,
    query: { acceptFiles: 1 },
    body: { [one]: { source_guid: guid, ...content, ...to } },
    idempotent: false,
    wrapAttempt: (attempt) =>
      defer(() => {
        onAttempt();
        return attempt.pipe(postOnce({ find, mayStand, scheduler }));
      }),
    read: readMessage,
  });
}

/** As much of a message as tells whether it is the posted one. */
function sketch(data: MessageData) {
  return {
    id: toId(data.id),
    createdAt: toDate(data.created_at),
    sourceGuid: toText(data.source_guid),
    userId: toId(data.user_id),
    senderId: toId(data.sender_id),
    data,
  };
}
