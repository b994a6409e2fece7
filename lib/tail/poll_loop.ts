import {
  catchError,
  defer,
  finalize,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  take,
  tap,
  timer,
} from "rxjs";
import { BadResponse } from "../errors.ts";
import type { OpenPages } from "../paging/page_loop.ts";
import type { Api } from "../resource.ts";
import { isFatal } from "../transport/retry.ts";
import type { ReaderContext, ReaderState } from "./conversation_reader.ts";
import type { Gap } from "./gaps.ts";
import { LatenessTimer } from "./lateness_timer.ts";
import type { ConversationKey } from "./live_source.ts";
import type { FullTailOptions } from "./options.ts";
import { PollInterval } from "./poll_interval.ts";
import { PushBuffer } from "./push_buffer.ts";
import { failing, type StatusReport, type TailStatus } from "./status.ts";

/** The surroundings of a run over one or many conversations. */
export interface RunContext extends ReaderContext {
  /** The pushed messages. */
  readonly pushBuffer: PushBuffer;
  /** Makes a poll due. */
  readonly pollNow: () => void;
}

/** A run over one or many conversations. */
export interface TailRun<M> {
  /** Whether another step has to follow at once, and for what. */
  readonly progress: ReaderState;
  /** Reads a page, or polls. */
  step(): Observable<readonly M[]>;
  /** Takes the pushed messages. */
  receive(): readonly M[];
}

/** Makes a run. */
export type BeginRun<M> = (context: RunContext) => TailRun<M>;

/** A part of a run failed: the others go on, and it is tried again. */
export class PartialFailure {
  /** Wraps what it failed with. */
  constructor(readonly error: unknown) {}
}

/** Milliseconds between two polls, for what push might lose in silence. */
const SAFETY_INTERVAL_MS = 900_000;

/** The longest time without a tick, in ms: so a wake-up is noticed. */
const MAX_TICK_MS = 30_000;

/** The time without an answer, in ms, after which a tail is offline. */
const REPORT_WAITING_AFTER_MS = 60_000;

/**
 * The pages of what goes on; there is no last one. Each page is requested when
 * the consumer is done with the one before: read, received by push, or polled
 * for when that is due.
 */
export function pollLoop<M>(
  session: Api,
  options: FullTailOptions,
  begin: BeginRun<M>,
  open: () => StatusReport,
  tell: (gap: Gap) => void,
  conversation?: ConversationKey,
): OpenPages<M> {
  return () => {
    const { scheduler } = session;
    const { allowedLateness, via, maxCatchUp } = options;
    const report = open();
    let last = status("offline", "stopped", "stopped");
    const lateness = new LatenessTimer(allowedLateness, scheduler);
    const pushBuffer = new PushBuffer(lateness, via, conversation);
    const pollInterval = new PollInterval(session, options);
    const pollNow = () => pollInterval.pollNow();
    const run = begin({ lateness, pushBuffer, pollNow, maxCatchUp, tell });
    let brought = 0;
    let poll: { isStable: boolean; isDone: () => void } | undefined;

    function next(): Observable<readonly M[]> {
      if (pushBuffer.mustBackfill()) pollNow();
      const { wait } = pollInterval;
      if (wait === 0) return step();
      if (pushBuffer.isReady && run.progress === "idle") {
        return of(run.receive());
      }
      const ms = Math.min(wait, MAX_TICK_MS);
      const tick = timer(ms, scheduler).pipe(tap(pollInterval.measure(ms)));
      return merge(tick, pushBuffer.changes).pipe(take(1), map(() => []));
    }

    function step(): Observable<readonly M[]> {
      if (run.progress === "behind") {
        report.set(status("catchingUp", "catchingUp", "reading what is new"));
      }
      // A walk belongs to a poll: what was there when that began is read then.
      const { isStable, isDone } = poll ??= {
        isStable: pushBuffer.isStable,
        isDone: pushBuffer.beginBackfill(),
      };
      const waiting = timer(REPORT_WAITING_AFTER_MS, scheduler).pipe(
        tap(() =>
          report.set(status("offline", "waiting", "no answer for a minute"))
        ),
        ignoreElements(),
      );
      return merge(waiting, defer(() => run.step())).pipe(
        take(1),
        map((page) => {
          brought += page.length;
          if (run.progress !== "idle") return page;
          isDone();
          report.set(live());
          pollInterval.polled(brought, minWait(isStable));
          if (pushBuffer.isUp && !pushBuffer.isBackfilled) pollNow();
          brought = 0;
          poll = undefined;
          return page;
        }),
      );
    }

    /** Minimum delay before the next poll, in ms, while push is connected; 0 otherwise. */
    function minWait(isStable: boolean): number {
      if (!pushBuffer.isUp) return 0;
      // Messages from before push was up may become visible later.
      return isStable ? SAFETY_INTERVAL_MS : allowedLateness;
    }

    function live(): TailStatus {
      const { isUp, reason } = pushBuffer;
      if (isUp) return status("live", "push", "push");
      return reason
        ? status("live", "pushDown", `polling, since push is down: ${reason}`)
        : status("live", "polling", "polling");
    }

    /** Goes on after a failure that can pass. */
    function endure(thrown: unknown): Observable<readonly M[]> {
      const isPartial = thrown instanceof PartialFailure;
      const error = isPartial ? thrown.error : thrown;
      if (!isPartial && isFatal(error)) {
        last = failing(error);
        throw error;
      }
      pollInterval.failed(error instanceof BadResponse ? error.retryAfter : 0);
      const retryAt = new Date(scheduler.now() + pollInterval.wait);
      report.set(failing(error, retryAt));
      return of([]);
    }

    const background = merge(lateness.running, pushBuffer.receiving).pipe(
      finalize(() => report.close(last)),
    );
    return { next: () => defer(next).pipe(catchError(endure)), background };
  };
}

function status(
  state: TailStatus["state"],
  code: string,
  reason: string,
): TailStatus {
  return { state, code, reason };
}
