import {
  catchError,
  EMPTY,
  expand,
  ignoreElements,
  mergeMap,
  type Observable,
  tap,
} from "rxjs";
import { StalledPager } from "../errors.ts";
import type { Query } from "../transport/request.ts";
import { compareIds, idOfTime } from "../util/ids.ts";
import { firstOf, takesAnyId, walkTo } from "./any_id.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Span } from "./inputs.ts";
import { newestOf, oldestOf, type Read, reading } from "./page.ts";
import type { Polls } from "./polls.ts";
import { indexOf } from "./sorted.ts";
import type { Store } from "./store.ts";

/** Reads pages of a conversation into the store of a timeline. */
export class Pages<M extends TimelineMessage> {
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #limit: number;
  readonly #polls: Polls<M>;

  /** Reads for a host into a store; nothing is requested yet. */
  constructor(
    host: TimelineHost<M>,
    store: Store<M>,
    limit: number,
    polls: Polls<M>,
  ) {
    this.#host = host;
    this.#store = store;
    this.#limit = limit;
    this.#polls = polls;
  }

  /** Reads the page above the window. */
  older(): Observable<never> {
    const { from, rows } = this.#store.state;
    const first = rows[0]?.id;
    if (from === undefined || from === "" || !first) return EMPTY;
    return this.read({ before_id: first }).pipe(
      tap(({ rows, learned }) => {
        const from = rows.length === 0 ? "" : oldestOf(rows);
        if (from === undefined || from !== "" && compareIds(from, first) >= 0) {
          throw stalled(first);
        }
        // A jump may have replaced the window meanwhile.
        if (this.#store.state.rows[0]?.id !== first) return;
        const span = { from };
        this.#store.soon({ type: "page", rows, learned, span, grows: "older" });
      }),
      ignoreElements(),
    );
  }

  /** Reads the page below the window. */
  newer(): Observable<never> {
    const { to } = this.#store.state;
    if (to === undefined) return EMPTY;
    return this.read({ after_id: to }).pipe(
      tap(({ rows, learned }) => {
        const isOver = rows.length === 0;
        const span = this.#spanOf(
          to,
          isOver ? undefined : newestOf(rows) ?? to,
        );
        if (span.to === to) throw stalled(to);
        if (this.#store.state.to !== to) return;
        this.#store.soon({ type: "page", rows, learned, span, grows: "newer" });
      }),
      ignoreElements(),
    );
  }

  /** Replaces the window by the newest page. */
  live(): Observable<never> {
    return this.read({}).pipe(
      tap((page) => this.#reset(oldestOf(page.rows), page, page.rows)),
      // Messages that arrived meanwhile are below it.
      mergeMap(() => this.newer()),
    );
  }

  /** Replaces the window by the messages around one, or around a moment. */
  around(to: string | Date): Observable<never> {
    const above = to instanceof Date
      ? this.#beforeAny(idOfTime(to), to)
      : this.read({ before_id: to });
    return above.pipe(
      mergeMap((above) => {
        const upTo = newestOf(above.rows);
        // From a real id on: it holds the message itself, if it is one.
        const below = upTo === undefined
          ? firstOf(this.#host, this.#store)
          : this.read({ after_id: upTo });
        return below.pipe(
          tap(({ rows }) => {
            const all = { ...above, rows: [...above.rows, ...rows] };
            this.#reset(oldestOf(above.rows), all, rows);
          }),
        );
      }),
      ignoreElements(),
    );
  }

  /** Reads the page before an id, which may be of no message. */
  #beforeAny(id: string, date: Date): Observable<Read> {
    const read = (anchor: Query) => this.read(anchor);
    // Where it opens at a date, no rows are there yet.
    const known = this.#polls.known ?? this.#store.state.rows;
    return takesAnyId(this.#host.session, known, read).pipe(
      mergeMap((isTaken) =>
        isTaken ? read({ before_id: id }) : walkTo(id, date, this.#host, read)
      ),
    );
  }

  /** Replaces the window by the messages after one. */
  after(id: string): Observable<never> {
    return this.read({ after_id: id }).pipe(
      tap((page) => this.#reset(id, page, page.rows)),
      ignoreElements(),
    );
  }

  /** Reads on from above a gap until it is closed, or fills the window. */
  fill(before: string): Observable<never> {
    const { size } = this.#store.state.config;
    let left = Math.floor(size / this.#limit) - 1;
    const next = () => {
      const { gaps } = this.#store.state;
      const gap = gaps.find((it) => it.before === before);
      if (!gap || left-- === 0) return EMPTY;
      return this.read({ after_id: gap.after }).pipe(
        tap(({ rows, learned }) => {
          const upTo = newestOf(rows);
          const isClosed = rows.length === 0 ||
            upTo !== undefined && compareIds(upTo, before) >= 0;
          if (!isClosed && upTo === undefined) throw stalled(gap.after);
          const span = { from: gap.after, to: isClosed ? before : upTo };
          this.#store.soon({ type: "page", rows, learned, span });
        }),
      );
    };
    return next().pipe(expand(next), ignoreElements());
  }

  /** Reads rows that are shown again, for what else has changed in them. */
  again(first: string): Observable<never> {
    const { rows } = this.#store.state;
    const above = rows[indexOf(rows, first) - 1]?.id;
    return above === undefined ? EMPTY : this.read({ after_id: above }).pipe(
      tap((page) =>
        this.#store.soon({ type: "page", ...page, isUpdate: true })
      ),
      // The next time will do as well.
      catchError(() => EMPTY),
      ignoreElements(),
    );
  }

  /** Replaces the window by a page, which ends with certain rows. */
  #reset(from = "", page: Read, last: Read["rows"]): void {
    const span = this.#spanOf(from, newestOf(last));
    this.#store.soon({ type: "page", ...page, span, grows: "reset" });
  }

  /** The range of a page, open where it reaches the newest known message. */
  #spanOf(from: string, to: string | undefined): Span {
    const isLive = to === undefined ||
      compareIds(to, this.#store.newestId) >= 0;
    return isLive ? { from } : { from, to };
  }

  /** Reads one page. */
  read(anchor: Query): Observable<Read> {
    const page = { ...anchor, limit: this.#limit };
    const { fetch } = this.#host.source;
    return reading(this.#store, fetch(page, { idempotent: true }));
  }
}

function stalled(id: string): StalledPager {
  return new StalledPager(
    `Cannot read on from ${id}: the server repeats itself. Try again later`,
  );
}
