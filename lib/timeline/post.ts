import { defer, EMPTY, expand, map, type Observable, takeWhile } from "rxjs";
import type { Api } from "../resource.ts";
import { findPosted } from "../resources/messages/find_posted.ts";
import { postOnce } from "../resources/messages/post_once.ts";
import { readMessage } from "../resources/messages/read_message.ts";
import { FULL_PAGE, furthest } from "../paging/cursor_pages.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { groupPath, pathId } from "../util/validate.ts";
import { readList, toDate, toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { OutboxEntry } from "./outbox_entry.ts";

/** The endpoint at which messages of a conversation are listed and posted. */
export function placeOfMessages(key: ConversationKey): {
  readonly path: string;
  readonly query: { readonly [name: string]: string | number };
  readonly list: string;
} {
  // Without it GroupMe replaces the text of messages that hold files.
  const acceptFiles = 1;
  if ("groupId" in key) {
    const path = `${groupPath(key.groupId)}/messages`;
    return { path, query: { acceptFiles }, list: "messages" };
  }
  pathId(key.otherUserId, "otherUserId");
  return {
    path: "/direct_messages",
    query: { other_user_id: key.otherUserId, acceptFiles },
    list: "direct_messages",
  };
}

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
  const { path, query, list } = placeOfMessages(conversation);
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
  const fields = { source_guid: guid, ...content };
  const body = "groupId" in conversation ? { message: fields } : {
    direct_message: { ...fields, recipient_id: conversation.otherUserId },
  };
  return session.request({
    method: "POST",
    path,
    query: { acceptFiles: 1 },
    body,
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
