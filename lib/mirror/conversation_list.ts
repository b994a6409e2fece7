import {
  catchError,
  concatMap,
  EMPTY,
  expand,
  forkJoin,
  from,
  map,
  type Observable,
  of,
  reduce,
  switchMap,
  throwError,
  toArray,
} from "rxjs";
import { BadResponse, Unauthorized } from "../errors.ts";
import { idAt, MAX_DISAGREEMENT_S, timeOfId } from "./server_clock.ts";
import { GROUPS_A_REQUEST, topicPages } from "../topics/topic_pages.ts";
import { isTransient } from "../transport/retry.ts";
import { compareIds, conversationIdOf, isId } from "../util/ids.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { ApiRequest } from "../transport/request.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import {
  type JsonObject,
  readList,
  toId,
  toNumber,
  toObject,
  toText,
} from "../wire/json.ts";

/** A conversation as GroupMe lists it. */
export interface ListedConversation {
  /** `group:98115240`, `topic:..` or `chat:7305518+41870263`. */
  readonly name: string;
  /** The group's or topic's id, or the other user's. */
  readonly key: ConversationKey;
  /** The name of the group, the topic or the other user. */
  readonly title: string;
  /** The group that a topic is in. */
  readonly parentId?: string | undefined;
  /** The id of the newest message; `""` where there is none. */
  readonly lastId: string;
  /** When it began, in seconds since 1970. */
  readonly createdAt?: number | undefined;
  /** How many messages it ever had: a hint, not exact. */
  readonly count?: number | undefined;
  /** Whether topics are in it. */
  readonly hasTopics?: boolean | undefined;
  /** Whether it was ever chosen to be copied. */
  readonly isMirrored?: boolean | undefined;
  /** Whether it can be read no more; what was stored of it stays. */
  readonly isGone?: boolean | undefined;
}

const GROUPS_PER_PAGE = 100;
const CHATS_PER_PAGE = 100;

/** How many pages an index may have: a server that repeats itself ends there. */
const MAX_PAGES = 200;

/** Sends a request in its turn. */
export type SendRequest = <T>(request: ApiRequest<T>) => Observable<T>;

/** The conversations of an account, and whose it is, as far as chats tell. */
export interface ConversationList {
  /** All that were asked for, each once. */
  readonly conversations: readonly ListedConversation[];
  /** The id of the user whose token it is, where a chat tells. */
  readonly ownId?: string | undefined;
}

/**
 * Lists groups and chats by activity, as far as they are news: one request for
 * each of the two, unless a whole page of them is.
 *
 * @param isNews Whether a conversation has changed since it was last listed;
 * those below one that has not are not asked for.
 * @param ownId The id of the user whose token it is.
 */
export function listConversations(
  send: SendRequest,
  ownId: string,
  isNews: (it: ListedConversation) => boolean,
): Observable<ConversationList> {
  const groups = readIndex<GroupData>(send, "/groups", {
    perPage: GROUPS_PER_PAGE,
    omit: "memberships",
  }, (data) => isNews(groupOf(data)));
  const chats = readIndex<ChatData>(send, "/chats", {
    perPage: CHATS_PER_PAGE,
  }, (data) => isNews(chatOf(data, ownId)));
  return forkJoin({ groups, chats }).pipe(
    map(({ groups, chats }) => ({
      conversations: distinct([
        ...groups.map(groupOf),
        ...chats.map((data) => chatOf(data, ownId)),
      ]),
      ownId: chats.map(ownIdIn).find((id) => id !== undefined),
    })),
  );
}

/**
 * Lists the topics of groups: one request for up to 20 of them, and for each
 * 100 topics.
 */
export function listTopics(
  send: SendRequest,
  parentIds: readonly string[],
): Observable<readonly ListedConversation[]> {
  const parts: string[][] = [];
  for (let at = 0; at < parentIds.length; at += GROUPS_A_REQUEST) {
    parts.push(parentIds.slice(at, at + GROUPS_A_REQUEST));
  }
  const request = (ids: readonly string[]) =>
    topicPages((call) => send({ ...call, priority: "background" }), ids)
      .pipe(map(topicOf), toArray());
  const requestEach = (ids: readonly string[]) =>
    from(ids).pipe(
      // A group that was left meanwhile has none to be read.
      concatMap((id) => request([id]).pipe(catchError(noneWhereRefused))),
    );
  return from(parts).pipe(
    concatMap((ids) =>
      request(ids).pipe(
        // One of several may be gone, or the server takes no list.
        catchError((error) =>
          isRefusal(error) ? requestEach(ids) : throwError(() => error)
        ),
      )
    ),
    reduce<readonly ListedConversation[], readonly ListedConversation[]>(
      (all, topics) => [...all, ...topics],
      [],
    ),
    map(distinct),
  );
}

function isRefusal(error: unknown): boolean {
  return error instanceof BadResponse && !isTransient(error) &&
    !(error instanceof Unauthorized);
}

function noneWhereRefused(
  error: unknown,
): Observable<readonly ListedConversation[]> {
  return isRefusal(error) ? of([]) : throwError(() => error);
}

function readIndex<T>(
  send: SendRequest,
  path: string,
  { perPage, omit }: { perPage: number; omit?: string },
  isNews: (data: T) => boolean,
): Observable<readonly T[]> {
  const requestPage = (page: number) =>
    send({
      path,
      query: { page, per_page: perPage, omit },
      priority: "background",
      read: (answer) => ({ page, rows: readList<T>(answer) }),
    });
  const read = requestPage(1).pipe(
    expand(({ page, rows }) => {
      const last = rows.at(-1);
      const isMore = page < MAX_PAGES && rows.length > 0 &&
        (page > 1 || rows.length >= perPage);
      return isMore && last && isNews(last) ? requestPage(page + 1) : EMPTY;
    }),
    reduce(
      (all, { page, rows }) => ({ pages: page, rows: [...all.rows, ...rows] }),
      { pages: 0, rows: [] as readonly T[] },
    ),
  );
  return read.pipe(
    switchMap(({ pages, rows }) =>
      pages < 2
        ? of(rows)
        // What moved up while the pages were read stands on the first now.
        : requestPage(1).pipe(map((first) => [...first.rows, ...rows]))
    ),
  );
}

function distinct(
  all: readonly ListedConversation[],
): readonly ListedConversation[] {
  const byName = new Map<string, ListedConversation>();
  for (const it of all) {
    const id = "groupId" in it.key ? it.key.groupId : it.key.otherUserId;
    const before = byName.get(it.name);
    const isNewer = !before || compareIds(it.lastId, before.lastId) > 0;
    if (isId(id) && isNewer) byName.set(it.name, it);
  }
  return [...byName.values()];
}

function idOfGroup(data: GroupData): string {
  return toId(data.id) || toId(data.group_id);
}

function groupOf(data: GroupData): ListedConversation {
  const groupId = idOfGroup(data);
  return {
    name: `group:${groupId}`,
    key: { groupId },
    title: toText(data.name) ?? groupId,
    hasTopics: Number(data.children_count) > 0,
    ...fieldsOf(data, data.messages),
  };
}

function topicOf(data: JsonObject): ListedConversation {
  const groupId = toId(data.id);
  return {
    name: `topic:${groupId}`,
    key: { groupId },
    title: toText(data.topic) ?? groupId,
    parentId: toId(data.parent_id),
    ...fieldsOf(data, data.messages),
  };
}

function chatOf(data: ChatData, ownId: string): ListedConversation {
  const otherUserId = toId(data.other_user?.id);
  return {
    name: `chat:${conversationIdOf(ownId, otherUserId)}`,
    key: { otherUserId },
    title: toText(data.other_user?.name) ?? otherUserId,
    lastId: lastIdOf(data.last_message?.id, data.last_message?.created_at),
    createdAt: toNumber(data.created_at),
    count: toNumber(data.messages_count),
  };
}

/** The one of the two users of a chat that is not the other. */
function ownIdIn({ last_message, other_user }: ChatData): string | undefined {
  const ids = toId(last_message?.conversation_id).split("+");
  return ids.length === 2
    ? ids.find((id) => id !== toId(other_user?.id))
    : undefined;
}

function fieldsOf(data: { readonly created_at?: unknown }, messages: unknown) {
  const { last_message_id, last_message_created_at, count } = toObject(
    messages,
  ) as JsonObject;
  return {
    lastId: lastIdOf(last_message_id, last_message_created_at),
    createdAt: toNumber(data.created_at),
    count: toNumber(count),
  };
}

/**
 * The id of the newest message. One that does not fit the time of the message
 * would put the whole history out of reach: then it is the id of that time.
 */
function lastIdOf(id: unknown, createdAt: unknown): string {
  const text = toId(id);
  if (!isId(text)) return "";
  const seconds = toNumber(createdAt);
  const isFitting = seconds === undefined ||
    Math.abs(timeOfId(text) / 1_000 - seconds) <= MAX_DISAGREEMENT_S;
  return isFitting ? text : idAt((seconds + 1) * 1_000);
}
