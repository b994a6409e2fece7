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

  /** Lists what a run begins with: with `also` all groups, as these may have more. */
  first(): Observable<IndexPoll> {
    const isMore = ({ key }: Entry) =>
      this.#also.length > 0 && "groupId" in key;
    return this.#poll(isMore, FIRST_PER_PAGE, true);
  }

  /** Lists the conversations that have news, and some that have none. */
  poll(isNews: (entry: Entry) => boolean): Observable<IndexPoll> {
    return this.#poll(isNews, PER_PAGE, false);
  }

  #poll(
    isMore: (last: Entry) => boolean,
    perPage: number,
    isFirst: boolean,
  ): Observable<IndexPoll> {
    const pages = <Row>(
      path: string,
      query: { omit?: string },
      read: (row: Row) => Entry,
    ): Observable<readonly Row[]> => {
      const request = (page: number) =>
        this.#session.request({
          path,
          query: { page, per_page: perPage, include: "unread_count", ...query },
          idempotent: false,
          read: (answer) => ({ page, rows: readList<Row>(answer) }),
        });
      const seen = new Set<string>();
      return request(1).pipe(
        expand(({ page, rows }) => {
          const entries = rows.map(read);
          const before = seen.size;
          for (const { key } of entries) seen.add(conversationKey(key));
          const known = this.#known.get(path) ?? new Set();
          this.#known.set(path, new Set([...known, ...seen]));
          // A server that repeats itself has no more to list.
          if (seen.size === before) {
            this.#known.set(path, seen);
            return EMPTY;
          }
          // One without a message tells nothing of those below it.
          const last = entries.findLast((it) => it.lastId && isWhole(it));
          const isShort = rows.length < perPage;
          // A short page is not the end, unless it lists all that is known.
          const isEnd = isShort && !isFirst &&
            [...known].every((name) => seen.has(name));
          const isNext = !last || isMore(last) || isShort && isFirst;
          return isNext && !isEnd ? request(page + 1) : EMPTY;
        }),
        reduce<{ rows: readonly Row[] }, readonly Row[]>(
          (all, { rows }) => [...all, ...rows],
          [],
        ),
      );
    };
    let groups: readonly GroupData[] = [];
    const ofGroups = pages("/groups", { omit: "memberships" }, ofGroup)
      .pipe(map((rows) => (groups = rows).map(ofGroup)));
    const ofChats = pages("/chats", {}, ofChat)
      .pipe(map((rows) => rows.map(ofChat)));
    const others = this.#also.map((it) =>
      outcome(
        defer(() => it.changed(groups)).pipe(
          map((rows) => rows.map(({ key, lastId }) => entry(key, lastId))),
        ),
      )
    );
    return merge(
      concat(outcome(ofGroups), merge(...others)),
      outcome(ofChats),
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
}

function outcome(source: Observable<readonly Entry[]>): Observable<Outcome> {
  return source.pipe(
    map((entries) => ({ entries: entries.filter(isWhole), errors: [] })),
    catchError((error) => of({ entries: [], errors: [error] })),
  );
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
