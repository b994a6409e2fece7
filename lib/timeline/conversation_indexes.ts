import {
  catchError,
  EMPTY,
  expand,
  forkJoin,
  map,
  type Observable,
  of,
  reduce,
} from "rxjs";
import type { Api } from "../resource.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import { readList, toIds, toObject } from "../wire/json.ts";
import { type Listed, readChat, readGroup } from "./conversation_row.ts";

/** The answers of the two indexes. */
export interface Found {
  readonly entries: readonly Listed[];
  /** The error of each index that failed. */
  readonly errors: readonly unknown[];
}

/** Rows of a poll: sorted by activity, and a fifth of the bytes of 100. */
const PER_POLL = 20;
const PER_WALK = 100;

/**
 * Reads the first page of both indexes, and further ones while their last row
 * is news. One that fails does not keep the other back.
 */
export function pollIndexes(
  session: Api,
  isNews: (entry: Listed) => boolean,
): Observable<Found> {
  return indexes(session, PER_POLL, (page) => {
    const last = page.at(-1);
    return page.length >= PER_POLL && last !== undefined && isNews(last);
  });
}

/** Reads both indexes to their ends. */
export function walk(session: Api): Observable<Found> {
  // A short page is no end, and an empty one is.
  return indexes(session, PER_WALK, (page) => page.length > 0);
}

/** Two sets of answers as one. */
export function both(a: Found, b: Found): Found {
  return {
    entries: [...a.entries, ...b.entries],
    errors: [...a.errors, ...b.errors],
  };
}

/** Reads which conversations are pinned, by their ids. */
export function pinned(session: Api): Observable<readonly string[]> {
  return session.request({
    host: "v4",
    path: "/pinned_conversations",
    idempotent: false,
    read: (answer) => toIds(toObject(answer).pinned_conversation_ids),
  });
}

function indexes(
  session: Api,
  perPage: number,
  isMore: (page: readonly Listed[]) => boolean,
): Observable<Found> {
  function index<Row>(
    path: string,
    query: { readonly omit?: string },
    read: (row: Row) => Listed | undefined,
  ): Observable<Found> {
    const seen = new Set<string>();
    const request = (page: number) =>
      session.request({
        path,
        query: { page, per_page: perPage, include: "unread_count", ...query },
        idempotent: false,
        read: (answer) => {
          const entries = readList<Row>(answer)
            .flatMap((row) => read(row) ?? []);
          return { page, entries };
        },
      });
    return request(1).pipe(
      expand(({ page, entries }) => {
        const before = seen.size;
        for (const { row } of entries) seen.add(row.key);
        // A server that repeats itself has no more to list.
        return seen.size > before && isMore(entries)
          ? request(page + 1)
          : EMPTY;
      }),
      reduce<{ entries: readonly Listed[] }, readonly Listed[]>(
        (all, { entries }) => [...all, ...entries],
        [],
      ),
      map((entries) => ({ entries, errors: [] })),
      catchError((error) => of({ entries: [], errors: [error] })),
    );
  }
  return forkJoin([
    index<GroupData>("/groups", { omit: "memberships" }, readGroup),
    index<ChatData>("/chats", {}, readChat),
  ]).pipe(
    map(([groups, chats]) => both(groups, chats)),
  );
}
