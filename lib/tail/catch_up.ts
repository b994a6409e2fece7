import { map, type Observable, of, switchMap } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import type { Timestamped } from "./conversation_source.ts";
import type { DedupeWindow, Polled } from "./dedupe_window.ts";
import type { Gap } from "./gaps.ts";
import type { Page, Pages } from "./pages.ts";
import { isUpTo, newestOf, oldestOf, type Row } from "./row.ts";

/** A poll, with what was newest then: that is to be reached. */
export interface Goal<M> extends Polled {
  /** The page that showed it. */
  readonly page: Page<M>;
  /** Whether what is above the low watermark was read before it in part. */
  readonly isPartial?: boolean;
}

/** The result of one step of reading. */
export interface Outcome<M> {
  /** The new messages, oldest first. */
  readonly rows: Page<M>;
  /** The step that has to follow at once; none at the end. */
  readonly next?: Step<M>;
  /** Whether the end was reached for certain. */
  readonly isWhole?: boolean;
}

/** Reads a page. */
export type Step<M> = () => Observable<Outcome<M>>;

/** Reads what a page of the newest messages does not show. */
export class CatchUp<M extends Timestamped> {
  readonly #pages: Pages<M>;
  readonly #dedupeWindow: DedupeWindow;

  /** Reads pages into a `DedupeWindow`. */
  constructor(pages: Pages<M>, dedupeWindow: DedupeWindow) {
    this.#pages = pages;
    this.#dedupeWindow = dedupeWindow;
  }

  /** Takes in a page that goes back to what is known. */
  whole(page: Page<M>, at: number): Outcome<M> {
    const rows = this.#dedupeWindow.accept(page);
    this.#dedupeWindow.advance({ at, newest: newestOf(page) });
    this.#dedupeWindow.note(page);
    return { rows, isWhole: true };
  }

  /** Starts with the very first message. */
  begin(): Observable<Outcome<M>> {
    const at = this.#dedupeWindow.tick;
    return this.#pages.request({}).pipe(switchMap((page) => {
      if (page.length === 0) return of({ rows: [], isWhole: true });
      const goal = { at, newest: newestOf(page), page };
      return this.#pages.first().pipe(
        map((first) => this.#take(first, undefined, goal)),
      );
    }));
  }

  /** Reads on from `from`, page by page, up to the goal. */
  walk(
    from: string,
    goal: Goal<M>,
    stalledAt?: string,
  ): Observable<Outcome<M>> {
    return this.#pages.request({ after_id: from }).pipe(
      map((page) => this.#take(page, from, goal, stalledAt)),
    );
  }

  /** Takes in the page after `from`, and walks on unless at the goal. */
  #take(
    page: Page<M>,
    from: string | undefined,
    goal: Goal<M>,
    stalledAt?: string,
  ): Outcome<M> {
    const { newest, isPartial } = goal;
    const rows = this.#dedupeWindow.accept(page);
    const { id = from } = newestOf(page) ?? {};
    const upTo = from && id && compareIds(id, from) < 0 ? from : id;
    // Late messages may have become visible in a part that was read before.
    if (!isPartial) this.#dedupeWindow.advance({ ...goal, upTo });
    // Without anything that is to be reached it goes as far as it can.
    const isReached = newest
      ? upTo !== undefined && compareIds(upTo, newest.id) >= 0
      : upTo === from;
    if (upTo === undefined || isReached) {
      // One whose id has no place may stand behind what is newest.
      const strays = this.#dedupeWindow.accept(
        goal.page.filter(({ isOrdered }) => !isOrdered),
      );
      return { rows: [...rows, ...strays], isWhole: !!newest };
    }
    if (upTo !== from) {
      return { rows, next: () => this.walk(upTo, goal, stalledAt) };
    }
    if (stalledAt === undefined || compareIds(upTo, stalledAt) > 0) {
      return { rows, next: () => this.#rejoin(upTo) };
    }
    // Accepted messages have to be delivered before an error.
    if (rows.length > 0) return { rows };
    throw new StalledPager(
      `Cannot go on from ${from}: the server lists ${newest?.id}, but nothing after it. Subscribe again later`,
    );
  }

  /** Where nothing is listed after `id`, goes on from a message that is there. */
  #rejoin(id: string): Observable<Outcome<M>> {
    return this.#pages.request({}).pipe(switchMap((page) => {
      const newest = newestOf(page);
      // The message that was to be reached may be deleted.
      return newest && compareIds(newest.id, id) > 0
        ? this.resume(id, page)
        : of({ rows: this.#dedupeWindow.accept(page), isWhole: !!newest });
    }));
  }

  /** Reads on after `id`, from the newest message up to it that is there. */
  resume(id: string, page: Page<M>): Observable<Outcome<M>> {
    const dedupeWindow = this.#dedupeWindow;
    const at = dedupeWindow.tick;
    const newest = newestOf(page);
    if (!newest) return this.begin();
    const fromOf = (rows: Page<M>) =>
      newestOf(rows.filter((row) => compareIds(row.id, id) <= 0))?.id;
    // A page that ends before it may end with one that has no place.
    const isDone = (rows: Page<M>) =>
      fromOf(rows) !== undefined ||
      rows.slice(-1).some((row) => isUpTo(row.id, row.created, id));
    return this.#pages.back(page, isDone).pipe(
      switchMap((rows): Observable<Outcome<M>> => {
        const from = fromOf(rows);
        if (from === undefined) {
          return of(this.#take(rows, undefined, { at, newest, page }));
        }
        dedupeWindow.lowWatermark ??= from;
        const isPartial = !dedupeWindow.isBelow(from);
        if (rows !== page) {
          return this.walk(from, { at, newest, page, isPartial }, id);
        }
        return of(
          isPartial
            ? { rows: dedupeWindow.accept(page), isWhole: true }
            : this.whole(page, at),
        );
      }),
    );
  }

  /**
   * Reads back to where it joins what is known, up to a number of pages.
   *
   * @param tell Called with the gap, if it does not join.
   */
  jump(
    { at, page }: Goal<M>,
    maxPages: number,
    tell: (gap: Omit<Gap, "conversation">) => void,
  ): Observable<Outcome<M>> {
    const dedupeWindow = this.#dedupeWindow;
    const all: Row<M>[] = [];
    let left = maxPages;
    const isJoined = (older: Page<M>) =>
      dedupeWindow.isReachedBy(older) || dedupeWindow.isJoinedBy(older);
    return this.#pages.back(page, (older) => {
      all.push(...older);
      return isJoined(older) || --left <= 0;
    }).pipe(map((last) => {
      const { id: before = "" } = oldestOf(last) ?? {};
      // Up to there nothing late is missing; it may be above.
      const after = dedupeWindow.lowWatermark;
      if (!isJoined(last) && after !== undefined) {
        tell({ after, before });
        const rows = dedupeWindow.accept(all);
        dedupeWindow.lowWatermark = before;
        return { rows: [...rows, ...this.whole(all, at).rows], isWhole: true };
      }
      return dedupeWindow.isReachedBy(last)
        ? this.whole(all, at)
        : { rows: dedupeWindow.accept(all), isWhole: true };
    }));
  }
}
