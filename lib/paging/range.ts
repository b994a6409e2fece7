import {
  AsyncSubject,
  catchError,
  defer,
  EMPTY,
  expand,
  map,
  type Observable,
  of,
  reduce,
  switchMap,
  tap,
} from "rxjs";
import { compareIds } from "../util/ids.ts";
import { fittingIds, type Identified } from "./cursor_pages.ts";

/** Asks for the page of items that follow an id, oldest first. */
export type FetchAfter<T> = (afterId: string) => Observable<readonly T[]>;

/** A range that was read whole. */
export interface RangeResult<T> {
  /** Its items, newest first. */
  readonly items: readonly T[];
  /** How many requests it took. */
  readonly requests: number;
}

/** Newer than every item. */
const LATEST_ID = /* @__PURE__ */ "9".repeat(40);

/**
 * Items between an id that need not be an item's and the seam: the oldest item
 * of the newer range. It is read forwards until the seam is reached, so that a
 * server which takes such ids for others costs requests, and no item.
 */
export class Range<T extends Identified> {
  /** The id from which on it is read. */
  readonly from: string;
  /** How many items it is expected to hold. */
  readonly expected: number;
  /** The oldest item of the newer range. */
  readonly #seam$: Observable<string>;
  readonly #first$ = new AsyncSubject<string>();
  readonly #result$ = new AsyncSubject<RangeResult<T> | undefined>();

  constructor(from: string, expected: number, seam$: Observable<string>) {
    this.from = from;
    this.expected = expected;
    this.#seam$ = seam$;
  }

  /** The oldest item of this range, or of the newer one where this is empty: the seam of the next. */
  get first$(): Observable<string> {
    return this.#first$.pipe(
      switchMap((first) =>
        this.#seam$.pipe(
          map((seam) => compareIds(first, seam) < 0 ? first : seam),
        )
      ),
    );
  }

  /** The items that were read; none where the seam was not reached. */
  get result$(): Observable<RangeResult<T> | undefined> {
    return this.#result$;
  }

  /** Reads it. Emits nothing, and does not fail: the result tells. */
  read(fetch: FetchAfter<T>): Observable<unknown> {
    let requests = 0;
    const request = (afterId: string) =>
      fetch(afterId).pipe(
        map((items) => ({ items, last: lastId(items, afterId) })),
        tap(() => requests += 1),
      );
    const pages = defer(() => request(this.from)).pipe(
      tap(({ items }) => this.#tellFirst(firstId(items, this.from))),
      expand((page) =>
        this.#seam$.pipe(switchMap((seam) => {
          if (!page.last) throw new RangeError("the seam is out of reach");
          return compareIds(page.last, seam) < 0 ? request(page.last) : EMPTY;
        }))
      ),
      reduce<{ items: readonly T[] }, readonly T[]>(
        (all, { items }) => [...all, ...items],
        [],
      ),
    );
    return pages.pipe(
      switchMap((all) => this.#seam$.pipe(map((seam) => below(all, seam)))),
      map((items) => ({ items: items.toReversed(), requests })),
      // Whatever fails here is met again where the range is read backwards.
      catchError(() => of(undefined)),
      tap((result) => {
        this.#tellFirst(LATEST_ID);
        this.#result$.next(result);
        this.#result$.complete();
      }),
    );
  }

  #tellFirst(id: string): void {
    this.#first$.next(id);
    this.#first$.complete();
  }
}

function firstId(items: readonly Identified[], afterId: string): string {
  return fittingIds(items, afterId)
    .reduce((least, id) => compareIds(id, least) < 0 ? id : least, LATEST_ID);
}

/** The newest id of a page; nothing where it does not lead on. */
function lastId(
  items: readonly Identified[],
  afterId: string,
): string | undefined {
  const ids = fittingIds(items, afterId);
  const last = ids.reduce(
    (most, id) => compareIds(id, most) > 0 ? id : most,
    afterId,
  );
  const isAhead = ids.every((id) => compareIds(id, afterId) > 0);
  return isAhead && last !== afterId ? last : undefined;
}

/** The items before the seam. One whose id has no order stays at its place. */
function below<T extends Identified>(
  items: readonly T[],
  seam: string,
): readonly T[] {
  const fitting = new Set(fittingIds(items, seam));
  const end = items.findIndex(({ id }) =>
    fitting.has(id) && compareIds(id, seam) >= 0
  );
  return end < 0 ? items : items.slice(0, end);
}
