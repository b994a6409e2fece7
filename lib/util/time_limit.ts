import {
  map,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  takeUntil,
  timer,
} from "rxjs";

/**
 * Errors when the source has not completed within its time, as `timeout()` does
 * for a source of one value; by operators that are in every bundle anyway.
 *
 * @param ms The limit, in ms, from the subscription on.
 * @param error Makes the error.
 */
export function timeLimit<T>(
  ms: number,
  scheduler: SchedulerLike,
  error: () => unknown,
): MonoTypeOperatorFunction<T> {
  return takeUntil(
    timer(ms, scheduler).pipe(map(() => {
      throw error();
    })),
  );
}
