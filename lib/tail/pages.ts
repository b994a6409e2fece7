import { catchError, map, type Observable, of, switchMap } from "rxjs";
import { BadResponse, StalledPager } from "../errors.ts";
import { FULL_PAGE } from "../paging/cursor_pages.ts";
import type { Query } from "../transport/request.ts";
import { compareIds } from "../util/ids.ts";
import type { ConversationSource, Timestamped } from "./conversation_source.ts";
import { oldestOf, type Row, RowReader } from "./row.ts";

/** A page of a conversation. */
export type Page<M> = readonly Row<M>[];

/** Requests pages of one conversation. */
export class Pages<M extends Timestamped> {
  readonly #source: ConversationSource<M>;
  readonly #rows: RowReader;

  /** Reads pages of `source`, of which some ids may be known. */
  constructor(
    source: ConversationSource<M>,
    known: readonly (string | undefined)[] = [],
  ) {
    this.#source = source;
    this.#rows = new RowReader(known);
  }

  /** Reads messages that came without a request. */
  read<T extends Timestamped>(messages: readonly T[]): Page<T> {
    return this.#rows.read(messages);
  }

  /**
   * Requests one page. A refused anchor counts as an empty page: whether GroupMe
   * knows an id that was deleted, or is of no message, is not documented.
   */
  request(
    query: Query,
    options?: { idempotent: boolean },
  ): Observable<Page<M>> {
    return this.#source.fetch({ ...query, limit: FULL_PAGE }, options).pipe(
      map((messages) => this.read(messages)),
      catchError((error) => {
        const hasAnchor = Object.values(query).some((id) => id !== undefined);
        const isRefused = error instanceof BadResponse &&
          error.status === 400 && !error.isForeign;
        if (!hasAnchor || !isRefused) throw error;
        return of([]);
      }),
    );
  }

  /**
   * Walks back from a page, newest first.
   *
   * @param isDone Whether the walk ends with a page.
   * @returns The first page with which it ends, or the very first one; together
   * with what is before it, where no id of that has a place.
   */
  back(
    page: Page<M>,
    isDone: (page: Page<M>) => boolean,
  ): Observable<Page<M>> {
    const before = oldestOf(page)?.id;
    if (before === undefined || isDone(page)) return of(page);
    return this.request({ before_id: before }, { idempotent: true }).pipe(
      switchMap((older) => {
        if (older.length === 0) return of(page);
        const oldest = oldestOf(older);
        if (oldest && compareIds(oldest.id, before) < 0) {
          return this.back(older, isDone);
        }
        // No id of it leads on: it is the end where the first page joins it.
        const isKnown = ({ id }: Row<M>) => older.some((it) => it.id === id);
        return this.request({ after_id: "0" }).pipe(
          map((first) => {
            if (!oldest && isDone(older) || first.some(isKnown)) {
              return [...page, ...older, ...first];
            }
            throw new StalledPager(
              `Cannot go on from ${before}: the server repeats itself. Subscribe again later`,
            );
          }),
        );
      }),
    );
  }

  /** Requests the very first page. */
  first(): Observable<Page<M>> {
    const options = { idempotent: true };
    return this.request({ after_id: "0" }, options).pipe(
      switchMap((page) =>
        oldestOf(page) ? of(page) : this.request({}, options)
      ),
      // Where an id of no message is ignored, others precede it.
      switchMap((page) => this.back(page, () => false)),
    );
  }
}
