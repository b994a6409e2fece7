import {
  catchError,
  defer,
  map,
  type Observable,
  of,
  switchMap,
  tap,
  throwError,
  timer,
} from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds } from "../ids.ts";
import { FULL_PAGE, furthest } from "../paging/cursor_pages.ts";
import type { OpenPages } from "../paging/pull.ts";
import type { Api } from "../resource.ts";
import type { Query } from "../transport/call.ts";
import { isPassing } from "../transport/retry.ts";
import { firstPage } from "./beginning.ts";
import { type Dated, OverlapWindow } from "./overlap_window.ts";
import type { TailStatus } from "./status.ts";
import type { FullTailOptions } from "./tail.ts";

/** Asks for a page of a conversation; again by itself only if `repeatable`. */
export type FetchPage<M> = (
  query: Query,
  options?: { repeatable: boolean },
) => Observable<readonly M[]>;

/** What was newest when, and so is to be reached. */
interface Goal<M> {
  readonly at: number;
  readonly newest: M;
}

/** Growth of the interval with each look that brings nothing. */
const IDLE_GROWTH = 1.5;

/** The page size of servers that do not heed `limit`. */
const DEFAULT_PAGE = 20;

const LIVE: TailStatus = { state: "live", reason: "polling" };
const STARTING: TailStatus = { state: "catchingUp", reason: "starting" };
const FILLING: TailStatus = { state: "catchingUp", reason: "filling a gap" };
const STOPPED: TailStatus = { state: "offline", reason: "stopped" };

/**
 * The pages of a conversation as it goes on; there is no last one. Each page
 * is asked for when the one before has been worked through.
 */
export function follow<M extends Dated>(
  fetch: FetchPage<M>,
  session: Api,
  options: FullTailOptions,
  report: (status: TailStatus) => void,
): OpenPages<M> {
  const { interval, maxInterval, overlap, since } = options;
  const { scheduler } = session;
  return () => {
    const id = since === "beginning" ? undefined : since;
    const window = new OverlapWindow<M>(overlap, id);
    let idle = interval;
    let wait = 0;
    let failures = 0;
    let step = id !== undefined ? look : since ? begin : start;

    /** Starts from now: what is there already is not delivered. */
    function start(): Observable<readonly M[]> {
      return newestPage().pipe(map(({ at, page, newest }) => {
        window.anchor = furthest("before_id", page);
        window.accept(page, scheduler.now());
        window.settle({ at, newest });
        return rest([]);
      }));
    }

    /** Starts with the very first message. */
    function begin(): Observable<readonly M[]> {
      return newestPage().pipe(switchMap(({ at, newest }) => {
        if (newest === undefined) return of(rest([]));
        report(STARTING);
        return firstPage(fetch).pipe(
          map((page) => advance(page, undefined, { at, newest })),
        );
      }));
    }

    /** Looks for new ones; where they may hide older ones, reads them all. */
    function look(): Observable<readonly M[]> {
      return newestPage().pipe(switchMap(({ at, page, newest }) => {
        const isWhole = page.length < FULL_PAGE && page.length !== DEFAULT_PAGE;
        const joins = page.some((m) => window.has(m.id));
        // What may hide behind a page that joins on is late, and is looked for
        // before the window moves past it.
        if (isWhole || newest === undefined || joins && !window.isDue(at)) {
          const fresh = window.accept(page, scheduler.now());
          if (isWhole) window.settle({ at, newest });
          return of(rest(fresh));
        }
        if (window.anchor === undefined) return begin();
        if (!joins) report(FILLING);
        const { anchor } = window;
        step = () => walk(anchor, { at, newest });
        return step();
      }));
    }

    function newestPage() {
      const at = scheduler.now();
      return fetch({ since_id: window.anchor, limit: FULL_PAGE }).pipe(
        map((page) => {
          const id = furthest("after_id", page);
          return { at, page, newest: page.find((m) => id && m.id === id) };
        }),
      );
    }

    function walk(
      cursor: string | undefined,
      goal: Goal<M>,
    ): Observable<readonly M[]> {
      return fetch({ after_id: cursor, limit: FULL_PAGE }).pipe(
        map((page) => advance(page, cursor, goal)),
      );
    }

    /** Takes in the page after `cursor`, and walks on unless at the goal. */
    function advance(
      page: readonly M[],
      cursor: string | undefined,
      goal: Goal<M>,
    ): readonly M[] {
      const fresh = window.accept(page, scheduler.now());
      const upTo = furthest("after_id", page, cursor);
      if (upTo === cursor && cursor === window.anchor) {
        throw new StalledPager(
          `Cannot go on beyond ${cursor}: the server gives nothing after it`,
        );
      }
      window.settle({ ...goal, upTo });
      if (upTo === cursor || compareIds(upTo ?? "", goal.newest.id) >= 0) {
        return rest(fresh);
      }
      step = () => walk(upTo, goal);
      return fresh;
    }

    /** Waits for the next look. */
    function rest(fresh: readonly M[]): readonly M[] {
      report(LIVE);
      idle = fresh.length > 0
        ? interval
        : Math.min(maxInterval, idle * IDLE_GROWTH);
      wait = idle;
      step = look;
      return fresh;
    }

    /** Tries on after a failure that may pass. */
    function endure(error: unknown): Observable<readonly M[]> {
      const reason = error instanceof Error ? error.message : String(error);
      report({ state: "offline", reason, error });
      if (!isPassing(error)) return throwError(() => error);
      failures += 1;
      wait = session.backoff(failures, interval, maxInterval);
      return of([]);
    }

    function next(): Observable<readonly M[]> {
      const due = wait > 0 ? timer(wait, scheduler) : of(0);
      wait = 0;
      return due.pipe(
        switchMap(() => step()),
        tap(() => failures = 0),
        catchError(endure),
      );
    }

    report(STARTING);
    return { next: () => defer(next), close: () => report(STOPPED) };
  };
}
