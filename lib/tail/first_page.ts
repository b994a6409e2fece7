import {
  catchError,
  type Observable,
  of,
  reduce,
  switchMap,
  throwError,
} from "rxjs";
import { BadResponse } from "../errors.ts";
import { cursorPages, FULL_PAGE, furthest } from "../paging/cursor_pages.ts";
import { Pager } from "../paging/pager.ts";
import type { FetchPage } from "./conversation_source.ts";
import type { Timestamped } from "./dedupe_window.ts";

/**
 * The first page of a conversation. Whether GroupMe takes an `after_id` of no
 * message is not documented: where that does not lead to the very first one,
 * which nothing precedes, the history is walked back.
 */
export function firstPage<M extends Timestamped>(
  fetch: FetchPage<M>,
): Observable<readonly M[]> {
  type Page = readonly M[];
  const ask: FetchPage<M> = (query) =>
    fetch({ ...query, limit: FULL_PAGE }, { idempotent: true });
  const walkBack = new Pager(
    cursorPages((cursor) => ask({ before_id: cursor }), "before_id"),
  ).pages().pipe(reduce<Page, Page>((_, page) => page, []));
  return ask({ after_id: "0" }).pipe(
    catchError((error) =>
      error instanceof BadResponse && error.status === 400
        ? of([])
        : throwError(() => error)
    ),
    switchMap((page) => {
      const first = furthest("before_id", page);
      if (first === undefined) return walkBack;
      return ask({ before_id: first }).pipe(
        switchMap((before) => before.length === 0 ? of(page) : walkBack),
      );
    }),
  );
}
