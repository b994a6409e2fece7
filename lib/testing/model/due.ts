import {
  EMPTY,
  ignoreElements,
  type Observable,
  type SchedulerLike,
  startWith,
  Subject,
  switchMap,
  tap,
  timer,
} from "rxjs";
import { MAX_TIMER_MS } from "../../util/validate.ts";

/**
 * Actions that are due at a time. They run before the next request from then, or
 * at their time while somebody watches.
 */
export class Due {
  #waiting: { readonly at: number; readonly run: () => void }[] = [];
  // It tells watchers that another action is the next one.
  readonly #changed = new Subject<void>();

  /** Adds an action that is due at a time, in ms since 1970. */
  add(at: number, run: () => void): void {
    this.#waiting.push({ at, run });
    this.#waiting.sort((a, b) => a.at - b.at);
    this.#changed.next();
  }

  /** Runs the actions that are due, the earliest first. */
  run(now: number): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || next.at > now) return;
      this.#waiting.shift();
      next.run();
      this.#changed.next();
    }
  }

  /** Runs the actions at their times while subscribed to; emits nothing. */
  watch(scheduler: SchedulerLike): Observable<never> {
    return this.#changed.pipe(
      startWith(undefined),
      switchMap(() => {
        const [next] = this.#waiting;
        if (!next) return EMPTY;
        const delay = Math.max(0, next.at - scheduler.now());
        return timer(Math.min(delay, MAX_TIMER_MS), scheduler);
      }),
      tap(() => {
        this.run(scheduler.now());
        // Perhaps nothing is due yet, as it is beyond what a timer takes.
        this.#changed.next();
      }),
      ignoreElements(),
    );
  }
}
