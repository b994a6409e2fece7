import {
  ignoreElements,
  mergeMap,
  type Observable,
  type SchedulerLike,
  Subject,
  tap,
  timer,
} from "rxjs";

/**
 * Measures `allowedLateness` by timers alone. A device's clock may be set while
 * a tail runs; a timer fires after a time that has passed.
 */
export class LatenessTimer {
  /** Keeps the timers while subscribed to; emits nothing. */
  readonly running: Observable<never>;
  // A Subject, since what is to be timed comes from calls and not from a stream.
  readonly #started = new Subject<() => void>();

  /** Measures `ms` on a scheduler. */
  constructor(readonly ms: number, scheduler: SchedulerLike) {
    this.running = this.#started.pipe(
      mergeMap((expire) => timer(ms, scheduler).pipe(tap(expire))),
      ignoreElements(),
    );
  }

  /** Calls `expire` once the time has passed, unless the run ends before. */
  start(expire: () => void): void {
    this.#started.next(expire);
  }
}
