import {
  filter,
  interval,
  type Observable,
  type SchedulerLike,
  timeInterval,
} from "rxjs";

/** How often the clock is read, in ms. */
const TICK_MS = 15_000;
/** The longest time between two ticks: hidden pages get theirs a minute late. */
const MAX_GAP_MS = 80_000;

/**
 * Emits after the device has slept: a tick came far later than planned. The
 * connections of before are dead then, and no timer has noticed. A clock that is
 * set looks the same: set back, it may hide a sleep. Never completes.
 */
export function wakeUps(scheduler: SchedulerLike): Observable<unknown> {
  return interval(TICK_MS, scheduler).pipe(
    timeInterval(scheduler),
    filter(({ interval }) => Math.abs(interval) > MAX_GAP_MS),
  );
}
