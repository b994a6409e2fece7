import {
  catchError,
  defer,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  Subject,
  switchMap,
  takeUntil,
  tap,
} from "rxjs";
import {
  cursorPages,
  type CursorRun,
  fittingIds,
  type Identified,
} from "./cursor_pages.ts";
import type { OpenPages, Run } from "./page_loop.ts";
import { compareIds } from "../util/ids.ts";
import { Range, type RangeResult } from "./range.ts";

/** A page, and how many items there are in all, as far as the server tells. */
export interface CountedPage<T> {
  readonly messages: readonly T[];
  /** A hint: it may be more, and it may be less. */
  readonly count?: number;
}

/** Where a page of a listing in ranges begins. */
export interface RangeQuery {
  readonly before_id?: string | undefined;
  readonly after_id?: string | undefined;
  readonly limit?: number;
}

/** How to read in ranges. */
export interface RangeOptions {
  /** Only what is older than this id. */
  start?: string | undefined;
  /** The most ranges that are read at the same time. */
  concurrency: number;
  /** The requests that are allowed, a second; any number unless told. */
  rate?: number | undefined;
  /** A clock in ms, for the latency. */
  now: () => number;
  /** Where it is remembered whether the server takes ids that are no item's. */
  server: { takesAnyId?: boolean };
}

/** Pages that a range is meant to have: those waiting are twice the concurrency. */
const PAGES_PER_RANGE = 2;
/** Fewer pages than this are not worth being split. */
const MIN_PAGES_TO_SPLIT = 2.5;
/** The share of requests that may bring nothing new, and how many may anyway. */
const MAX_WASTE = 0.1;
const FREE_WASTE = 3;
/** How many mean errors a range is shorter than its pages: a third page costs more. */
const MARGIN = 2.5;
/** A range that wastes more of a request than this was misjudged. */
const MISJUDGED = 0.35;

/**
 * Pages from the newest item back, of which several are read at the same time:
 * where the next ones begin is reckoned from how dense items were so far. Items
 * come in the order of a listing by one page after the other, each once.
 *
 * Where that pays little, or the server takes no id but that of an item, it is
 * that listing.
 */
export function rangePages<T extends Identified>(
  fetch: (query: RangeQuery) => Observable<CountedPage<T>>,
  options: RangeOptions,
): OpenPages<T> {
  return () => new RangeRun(fetch, options);
}

class RangeRun<T extends Identified> implements Run<T> {
  readonly background: Observable<never>;
  readonly #fetch: (query: RangeQuery) => Observable<CountedPage<T>>;
  readonly #options: RangeOptions;
  readonly #opened = new Subject<Range<T>>();
  readonly #dropped = new Subject<void>();
  /** Those that are read or were, newest first. */
  #ranges: Range<T>[] = [];
  /** Pages that are at hand. */
  #ready: (readonly T[])[] = [];
  /** Knows how far items were delivered, and is led on by each range. */
  readonly #chain: CursorRun<T>;
  #delivered = 0;
  #count = Infinity;
  #pageSize = 0;
  /** Items in each unit of ids. */
  #density = 0;
  /** How far reckoning was off, in items of a range. */
  #error = 1;
  /** Ranges at the same time: grows while they fit. */
  #width = 2;
  #wires: number;
  #requests = 0;
  #wasted = 0;

  constructor(
    fetch: (query: RangeQuery) => Observable<CountedPage<T>>,
    options: RangeOptions,
  ) {
    this.#fetch = fetch;
    this.#options = options;
    this.#chain = cursorPages<T>(
      (before_id) => this.#request({ before_id }),
      "before_id",
      options,
    )();
    this.#wires = options.concurrency;
    this.background = this.#opened.pipe(
      mergeMap((range) =>
        range.read((after_id) => this.#request({ after_id })).pipe(
          takeUntil(this.#dropped),
        )
      ),
      ignoreElements(),
    );
  }

  readonly next = (): Observable<readonly T[] | undefined> =>
    defer(() => {
      const page = this.#ready.shift();
      // Not earlier: what waits for the consumer is bounded.
      if (page && this.#ready.length === 0) this.#open();
      if (page) return of(page);
      const [head] = this.#ranges;
      if (!head) return this.#readBackwards();
      return head.result$.pipe(switchMap((result) => this.#take(head, result)));
    });

  #request(query: RangeQuery): Observable<readonly T[]> {
    return this.#fetch(query).pipe(
      tap(({ count }) => {
        this.#requests += 1;
        if (count !== undefined) this.#count = count;
      }),
      map(({ messages }) => messages),
    );
  }

  /** The page before all that was delivered. */
  #readBackwards(): Observable<readonly T[] | undefined> {
    const started = this.#options.now();
    return this.#chain.next().pipe(
      tap((page) => {
        if (!page) return;
        const { rate, now, concurrency } = this.#options;
        const latency = (now() - started) / 1_000;
        // More wires than that would only wait for their turn.
        if (rate && this.#pageSize === 0) {
          this.#wires = Math.min(concurrency, Math.ceil(rate * latency) || 1);
        }
        this.#learn(page);
        this.#width = Math.min(2, this.#wires);
      }),
      switchMap((page) => this.#probe(page ?? []).pipe(map(() => page))),
      tap((page) => page && this.#open()),
    );
  }

  #learn(page: readonly T[]): void {
    const ids = fittingIds(page);
    const [newest, oldest] = [ids[0], ids.at(-1)];
    this.#pageSize = Math.max(this.#pageSize, page.length);
    this.#delivered += page.length;
    if (!newest || !oldest) return;
    const span = Number(BigInt(newest) - BigInt(oldest));
    if (span > 0) this.#density = (ids.length - 1) / span;
  }

  /** Finds out once a server whether it takes ids that are no item's. */
  #probe(page: readonly T[]): Observable<unknown> {
    const { server } = this.#options;
    if (server.takesAnyId !== undefined || this.#remaining() <= 0) return of(0);
    const ids = fittingIds(page);
    const at = ids.findIndex((id, n) =>
      n > 0 && BigInt(ids[n - 1] ?? 0) - BigInt(id) > 1n
    );
    const [before, after] = [ids[at], ids[at - 1]];
    if (!before) return of(0);
    const made = String(BigInt(before) + 1n);
    return this.#request({ after_id: made, limit: 1 }).pipe(
      map(([item]) => item?.id === after),
      catchError(() => of(false)),
      tap((takesAnyId) => {
        server.takesAnyId = takesAnyId;
        this.#wasted += 1;
      }),
    );
  }

  /** Items that are left to be read, beyond what is not worth being split. */
  #remaining(): number {
    const underWay = this.#ranges.reduce((sum, it) => sum + it.expected, 0);
    return this.#count - this.#delivered - underWay -
      MIN_PAGES_TO_SPLIT * this.#pageSize;
  }

  /** Opens ranges below those that are open, as far as that pays. */
  #open(): void {
    const allowed = Math.max(FREE_WASTE, MAX_WASTE * this.#requests);
    const pays = this.#options.server.takesAnyId && this.#width > 1 &&
      this.#density > 0 && this.#wasted <= allowed;
    while (pays && this.#ranges.length < this.#width && this.#remaining() > 0) {
      const margin = Math.ceil(1 + MARGIN * this.#error);
      const expected = PAGES_PER_RANGE * this.#pageSize - margin;
      const newer = this.#ranges.at(-1);
      const top = newer?.from ?? this.#chain.cursor;
      if (!top || expected < this.#pageSize) return;
      const from = BigInt(top) - BigInt(Math.ceil(expected / this.#density));
      if (from <= 0n) return;
      const seam$ = newer?.first$ ?? of(top);
      const range = new Range<T>(String(from), expected, seam$);
      this.#ranges.push(range);
      this.#opened.next(range);
    }
  }

  /** Delivers what a range has brought. */
  #take(
    range: Range<T>,
    result: RangeResult<T> | undefined,
  ): Observable<readonly T[] | undefined> {
    if (!result || !this.#isNext(range, result)) {
      this.#wasted += 1;
      this.#drop();
      return this.next();
    }
    this.#ranges.shift();
    const items = this.#chain.read(result.items) ?? [];
    this.#account(range, items.length, result.requests);
    const size = this.#pageSize;
    this.#learn(items);
    // A range is longer than a page.
    this.#pageSize = size;
    for (let at = 0; at < items.length; at += this.#pageSize) {
      this.#ready.push(items.slice(at, at + this.#pageSize));
    }
    return this.next();
  }

  /** Whether the ids of a range tell where it ends, or there are none. */
  #isNext({ from }: Range<T>, { items }: RangeResult<T>): boolean {
    const oldest = fittingIds(items).at(-1) ?? "";
    const { cursor = "" } = this.#chain;
    return items.length === 0 ||
      compareIds(oldest, from) > 0 && compareIds(oldest, cursor) < 0;
  }

  #account(range: Range<T>, length: number, requests: number): void {
    const waste = requests - length / this.#pageSize;
    this.#wasted += Math.max(0, waste);
    const error = Math.abs(length - range.expected);
    this.#error = 0.75 * this.#error + 0.25 * error;
    this.#width = waste > MISJUDGED * requests
      ? Math.floor(this.#width / 2)
      : Math.min(2 * this.#width, this.#wires);
  }

  /** Gives up the ranges that are open. */
  #drop(): void {
    this.#ranges = [];
    this.#dropped.next();
  }
}
