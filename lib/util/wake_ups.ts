import {
  defer,
  filter,
  interval,
  map,
  type Observable,
  type SchedulerLike,
} from "rxjs";

/** How often the clock is read, in ms. */
const TICK_MS = 15_000;
/** Hidden pages get their timers up to a minute late; in ms. */
const MAX_TIMER_DELAY_MS = 65_000;

/**
 * Emits after the device has slept: a tick came far later than planned. The
 * connections of before are dead then, and no timer has noticed. A clock that is
 * set forward looks the same.
 *
 * @returns The time that passed since the tick before, in ms; never completes.
 */
export function wakeUps(scheduler: SchedulerLike): Observable<number> {
  return defer(() => {
    let last = scheduler.now();
    return interval(TICK_MS, scheduler).pipe(
      map(() => {
        const gap = scheduler.now() - last;
        last += gap;
        return gap;
      }),
      filter((gap) => gap > TICK_MS + MAX_TIMER_DELAY_MS),
    );
  });
}
