import {
  catchError,
  defer,
  finalize,
  map,
  merge,
  type Observable,
  of,
  take,
  tap,
  throwError,
  timer,
} from "rxjs";
import { BadResponse, StalledPager } from "../errors.ts";
import type { OpenPages } from "../paging/page_loop.ts";
import type { Api } from "../resource.ts";
import { isTransient } from "../transport/retry.ts";
import type { PushBuffer } from "./push_buffer.ts";
import type { PollInterval } from "./poll_interval.ts";
import { reasonOf, type TailStatus } from "./status.ts";

/** What a run over one or many conversations is made of. */
export interface TailRun<M> {
  /** When to look. */
  readonly pollInterval: PollInterval;
  /** What came by itself. */
  readonly pushBuffer: PushBuffer;
  /** Is there more to read at once? */
  isBusy(): boolean;
  /** Is it reading what was missed? */
  isBehind(): boolean;
  /** How late a message may appear, in ms. */
  readonly allowedLateness: number;
  /** Reads a page, or looks. */
  step(): Observable<readonly M[]>;
  /** Takes what is in the inbox. */
  receive(): readonly M[];
}

/** While push delivers, what it might lose in silence is looked for so often. */
const SAFETY_INTERVAL = 900_000;

/**
 * The pages of what goes on; there is no last one. Each page is asked for when
 * the one before has been worked through: by then it was read, or it came by
 * itself, or it is time to look.
 */
export function pollLoop<M>(
  session: Api,
  begin: () => TailRun<M>,
  report: (status: TailStatus) => void,
): OpenPages<M> {
  return () => {
    const following = begin();
    const {
      pollInterval: rhythm,
      pushBuffer: inbox,
      allowedLateness,
    } = following;
    let brought = 0;
    let looking: { at: number; filled: () => void } | undefined;

    function next(): Observable<readonly M[]> {
      if (inbox.mustBackfill()) rhythm.pollNow();
      const { wait } = rhythm;
      if (wait === 0) return look();
      if (inbox.isReady && !following.isBusy()) {
        return of(following.receive());
      }
      const due = timer(wait, session.scheduler).pipe(
        // Whatever the clock says by then: it may have been set back.
        tap(() => rhythm.pollNow()),
      );
      return merge(due, inbox.changes).pipe(take(1), map(() => []));
    }

    function look(): Observable<readonly M[]> {
      if (following.isBehind()) {
        report({ state: "catchingUp", reason: "reading what is new" });
      }
      // A walk goes on from a look: what was there when that began is filled.
      const { at, filled } = looking ??= {
        at: session.scheduler.now(),
        filled: inbox.beginBackfill(),
      };
      return defer(() => following.step()).pipe(
        map((page) => {
          brought += page.length;
          if (following.isBusy()) return page;
          filled();
          report(live());
          rhythm.polled(brought, rest(at));
          if (inbox.isUp && !inbox.isBackfilled) rhythm.pollNow();
          brought = 0;
          looking = undefined;
          return page;
        }),
        catchError(endure),
      );
    }

    /** How long a look at this time suffices, where push delivers. */
    function rest(at: number): number {
      if (!inbox.isUp) return 0;
      // What push lost before it came up may only become visible later.
      return at - inbox.since >= allowedLateness
        ? SAFETY_INTERVAL
        : allowedLateness;
    }

    function live(): TailStatus {
      const { isUp, reason } = inbox;
      if (isUp) return { state: "live", reason: "push" };
      return {
        state: "live",
        reason: reason ? `polling, since push is down: ${reason}` : "polling",
      };
    }

    /** Tries on after a failure that may pass. */
    function endure(error: unknown): Observable<readonly M[]> {
      const reason = reasonOf(error);
      report({ state: "offline", reason, error });
      if (!isTransient(error) && !(error instanceof StalledPager)) {
        return throwError(() => error);
      }
      rhythm.failed(error instanceof BadResponse ? error.retryAfter : 0);
      return of([]);
    }

    const background = inbox.receiving.pipe(
      finalize(() => report({ state: "offline", reason: "stopped" })),
    );
    return { next: () => defer(next), background };
  };
}
