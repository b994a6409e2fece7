import {
  type MonoTypeOperatorFunction,
  Observable,
  type SchedulerLike,
} from "rxjs";

/**
 * Errors when the source has not completed within its time, as `timeout()` does
 * for a source of one value.
 *
 * @param ms The limit, in ms, from the subscription on.
 * @param error Makes the error.
 */
export function timeLimit<T>(
  ms: number,
  scheduler: SchedulerLike,
  error: () => unknown,
): MonoTypeOperatorFunction<T> {
  // For each request: an operator needs three more subscribers than this one.
  return (source) =>
    new Observable((subscriber) => {
      subscriber.add(
        scheduler.schedule(() => subscriber.error(error()), ms),
      );
      source.subscribe(subscriber);
    });
}
