import {
  catchError,
  concat,
  defer,
  EMPTY,
  expand,
  map,
  merge,
  type Observable,
  of,
  reduce,
} from "rxjs";
import type { Api } from "../../resource.ts";
import { isId } from "../../util/ids.ts";
import type { ChatData } from "../../wire/chat.ts";
import type { GroupData } from "../../wire/group.ts";
import { readList, toDate, toId } from "../../wire/json.ts";
import type { ConversationKey } from "../live_source.ts";
import { isTimedId, timeOfId } from "../row.ts";
import type {
  ChangedConversation,
  ExtraConversations,
} from "./extra_conversations.ts";

/** A conversation as an index lists it. */
export interface Entry extends ChangedConversation {
  /** The time in the id of its newest message, in ms; `NaN` if it holds none. */
  readonly created: number;
}

/** What one poll of the indexes found. */
export interface IndexPoll {
  /** The conversations that were listed. */
  readonly entries: readonly Entry[];
  /** What some of the indexes failed with. */
  readonly errors: readonly unknown[];
}

/** A page of 20 is sorted by activity, and has a fifth of the bytes of one of 100. */
const PER_PAGE = 20;

/** The size of the page that a tail begins with: what is on it needs no request to begin. */
export const FIRST_PER_PAGE = 100;

/** What an index is asked for besides its page. */
const INCLUDE = { include: "unread_count" };

/**
 * Polls the conversations by activity, as far as they are news: one request for
 * groups and one for chats, unless a whole page of them has changed. An index
 * that fails does not keep the others back.
 */
export function changedConversations(
  session: Api,
  isNews: (entry: Entry) => boolean,
  also: readonly ExtraConversations[],
  perPage = PER_PAGE,
): Observable<IndexPoll> {
  const pages = <Row>(
    path: string,
    query: { omit?: string },
    read: (row: Row) => Entry,
  ): Observable<readonly Row[]> => {
    const ask = (page: number) =>
      session.request({
        path,
        query: { page, per_page: perPage, ...INCLUDE, ...query },
        idempotent: false,
        read: (answer) => ({ page, rows: readList<Row>(answer) }),
      });
    return ask(1).pipe(
      expand(({ page, rows }) => {
        // One without a message tells nothing of those below it.
        const last = rows.map(read).findLast((it) => it.lastId && isWhole(it));
        return rows.length >= perPage && (!last || isNews(last))
          ? ask(page + 1)
          : EMPTY;
      }),
      reduce<{ rows: readonly Row[] }, readonly Row[]>(
        (all, { rows }) => [...all, ...rows],
        [],
      ),
    );
  };
  let groups: readonly GroupData[] = [];
  const found = (source: Observable<readonly Entry[]>): Observable<IndexPoll> =>
    source.pipe(
      map((entries) => ({ entries: entries.filter(isWhole), errors: [] })),
      catchError((error) => of({ entries: [], errors: [error] })),
    );
  const ofGroups = pages<GroupData>("/groups", { omit: "memberships" }, ofGroup)
    .pipe(map((rows) => (groups = rows).map(ofGroup)));
  const ofChats = pages<ChatData>("/chats", {}, ofChat)
    .pipe(map((rows) => rows.map(ofChat)));
  const others = also.map((it) =>
    found(
      defer(() => it.changed(groups)).pipe(
        map((rows) => rows.map(({ key, lastId }) => entry(key, lastId))),
      ),
    )
  );
  return merge(
    concat(found(ofGroups), merge(...others)),
    found(ofChats),
  ).pipe(reduce((all, { entries, errors }) => ({
    entries: [...all.entries, ...entries],
    errors: [...all.errors, ...errors],
  })));
}

/** Whether it can be tailed. Others count all the same, as a page is full of them. */
function isWhole({ key, lastId }: Entry): boolean {
  const id = "groupId" in key ? key.groupId : key.otherUserId;
  return isId(id) && (lastId === "" || isId(lastId));
}

function ofGroup({ id, group_id, messages }: GroupData): Entry {
  return entry(
    { groupId: toId(id) || toId(group_id) },
    toId(messages?.last_message_id),
    messages?.last_message_created_at,
  );
}

function ofChat({ other_user, last_message }: ChatData): Entry {
  return entry(
    { otherUserId: toId(other_user?.id) },
    toId(last_message?.id),
    last_message?.created_at,
  );
}

function entry(key: ConversationKey, lastId: string, seconds?: unknown): Entry {
  const isTimed = isTimedId(lastId, Number(toDate(seconds) ?? NaN));
  return { key, lastId, created: isTimed ? timeOfId(lastId) : NaN };
}
