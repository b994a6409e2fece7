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
  tap,
} from "rxjs";
import { Unauthorized } from "../../errors.ts";
import type { Api } from "../../resource.ts";
import { isId } from "../../util/ids.ts";
import type { ChatData } from "../../wire/chat.ts";
import type { GroupData } from "../../wire/group.ts";
import { readList, toDate, toId } from "../../wire/json.ts";
import { conversationKey } from "../conversation_source.ts";
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
  /** Whether its index is read for the first time in this run. */
  readonly isFirst: boolean;
}

/** The result of one poll of the indexes. */
export interface IndexPoll {
  /** The conversations that were listed. */
  readonly entries: readonly Entry[];
  /** The error of an index that failed. */
  readonly error?: unknown;
  /** Whether everything failed. */
  readonly isFailure: boolean;
}

/** The outcome of one source of conversations. */
interface Outcome {
  readonly entries: readonly Entry[];
  readonly errors: readonly unknown[];
}

/** A conversation as one source lists it. */
type Row = Omit<Entry, "isFirst">;

/** A page of 20 is sorted by activity, and has a fifth of the bytes of one of 100. */
const PER_PAGE = 20;

/** The size of the first page: a conversation on it needs no request to begin. */
const FIRST_PER_PAGE = 100;

/**
 * The conversations of an account, by activity: one request for groups and one
 * for chats, unless a whole page of them has changed. An index that fails does
 * not keep the others back.
 */
export class ConversationIndex {
  readonly #session: Api;
  readonly #also: readonly ExtraConversations[];
  /** The names that each index is known to list. */
  readonly #known = new Map<string, ReadonlySet<string>>();
  /** The sources that were read in this run. */
  readonly #read = new Set<string | ExtraConversations>();

  /** Nothing is requested yet. */
  constructor(session: Api, also: readonly ExtraConversations[]) {
    this.#session = session;
    this.#also = also;
  }

  /** Takes the conversations of an earlier run for listed. */
  restore(names: readonly string[]): void {
    for (const path of ["/groups", "/chats"]) {
      this.#known.set(path, new Set(names));
    }
  }

  /**
   * Lists the conversations that have news, and some that have none; at first
   * all groups if there is `also`, as these may have more.
   */
  poll(isNews: (row: Row) => boolean): Observable<IndexPoll> {
    let groups: readonly GroupData[] = [];
    const hasMore = (row: Row) =>
      isNews(row) ||
      !this.#read.has("/groups") && this.#also.length > 0;
    const ofGroups = this.#pages(
      "/groups",
      { omit: "memberships" },
      ofGroup,
      hasMore,
    ).pipe(map((rows) => (groups = rows).map(ofGroup)));
    const ofChats = this.#pages("/chats", {}, ofChat, isNews)
      .pipe(map((rows) => rows.map(ofChat)));
    const others = this.#also.map((it) =>
      this.#outcome(
        it,
        defer(() => it.changed(groups)).pipe(
          map((rows) =>
            rows.map(({ key, lastId, lastAt }) => row(key, lastId, lastAt))
          ),
        ),
      )
    );
    return merge(
      concat(this.#outcome("/groups", ofGroups), merge(...others)),
      this.#outcome("/chats", ofChats),
    ).pipe(
      reduce((all, { entries, errors }) => ({
        entries: [...all.entries, ...entries],
        errors: [...all.errors, ...errors],
      })),
      map(({ entries, errors }) => {
        const refusal = errors.find((it) => it instanceof Unauthorized);
        const isFailure = errors.length > others.length + 1 || !!refusal;
        return { entries, error: refusal ?? errors[0], isFailure };
      }),
    );
  }

  /** Requests pages of an index, until one ends with nothing more of interest. */
  #pages<Data>(
    path: string,
    query: { omit?: string },
    read: (data: Data) => Row,
    hasMore: (last: Row) => boolean,
  ): Observable<readonly Data[]> {
    const perPage = this.#read.has(path) ? PER_PAGE : FIRST_PER_PAGE;
    const request = (page: number) =>
      this.#session.request({
        path,
        query: { page, per_page: perPage, include: "unread_count", ...query },
        idempotent: false,
        read: (answer) => ({ page, data: readList<Data>(answer) }),
      });
    const known = this.#known.get(path);
    const seen = new Set<string>();
    let isAll = false;
    return request(1).pipe(
      expand(({ page, data }) => {
        const rows = data.map(read);
        const before = seen.size;
        for (const { key } of rows) seen.add(conversationKey(key));
        // A server that repeats itself has no more to list.
        isAll = seen.size === before;
        if (isAll) return EMPTY;
        // One without a message tells nothing of those below it.
        const last = rows.findLast((it) => it.lastId && isWhole(it));
        // A short page is not the end, unless it lists all that is known.
        const isShort = data.length < perPage;
        const isEnd = isShort && known &&
          [...known].every((it) => seen.has(it));
        const isNext = !last || hasMore(last) || isShort && !known;
        return isNext && !isEnd ? request(page + 1) : EMPTY;
      }),
      reduce<{ data: readonly Data[] }, readonly Data[]>(
        (all, { data }) => [...all, ...data],
        [],
      ),
      tap(() => {
        const others = !isAll && known || [];
        this.#known.set(path, new Set([...others, ...seen]));
      }),
    );
  }

  #outcome(
    source: string | ExtraConversations,
    listed: Observable<readonly Row[]>,
  ): Observable<Outcome> {
    return listed.pipe(
      map((rows) => {
        const isFirst = !this.#read.has(source);
        // Others may know of groups alone that were read.
        if (typeof source === "string" || this.#read.has("/groups")) {
          this.#read.add(source);
        }
        const entries = rows.filter(isWhole).map((it) => ({ ...it, isFirst }));
        return { entries, errors: [] };
      }),
      catchError((error) => of({ entries: [], errors: [error] })),
    );
  }
}

/** Whether it can be tailed. Others count all the same, as a page is full of them. */
function isWhole({ key, lastId }: Row): boolean {
  const id = "groupId" in key ? key.groupId : key.otherUserId;
  return isId(id) && (lastId === "" || isId(lastId));
}

/** A group as the index lists it. */
export function ofGroup({ id, group_id, messages }: GroupData): Row {
  return row(
    { groupId: toId(id) || toId(group_id) },
    toId(messages?.last_message_id),
    messages?.last_message_created_at,
  );
}

/** A chat as the index lists it. */
export function ofChat({ other_user, last_message }: ChatData): Row {
  return row(
    { otherUserId: toId(other_user?.id) },
    toId(last_message?.id),
    last_message?.created_at,
  );
}

function row(key: ConversationKey, lastId: string, seconds?: unknown): Row {
  const isTimed = isTimedId(lastId, Number(toDate(seconds) ?? NaN));
  return { key, lastId, created: isTimed ? timeOfId(lastId) : NaN };
}
