import {
  catchError,
  concat,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  merge,
  NEVER,
  type Observable,
  of,
  repeat,
  type SchedulerLike,
  tap,
  timer,
} from "rxjs";
import { BadResponse } from "../errors.ts";
import { isTransient } from "../transport/retry.ts";
import { waitMs } from "../util/validate.ts";

/** How often something is read again. */
export interface WatchOptions {
  /**
   * Reads again at each value of it.
   *
   * @default {never}
   */
  readonly on?: Observable<unknown> | undefined;
  /**
   * The time between two reads, in ms, 1 and above.
   *
   * @default {15_000 for a poll, otherwise 10_000}
   */
  readonly interval?: number | undefined;
}

/**
 * Reads something again and again: at once, then at each nudge and each
 * `interval`. Cold.
 *
 * @returns The value that was read, whenever its JSON differs from the last. A
 * failure that is transient does not end it (the client's `activity$` tells of
 * it), nor does a refusal that is not GroupMe's, such as a sign-in page; any
 * other does. It does not complete. While a read is in flight, further nudges
 * make one more.
 * @throws {RangeError} With an `interval` below 1 ms.
 */
export function watchValue<T>(
  read: Observable<T>,
  interval: number,
  scheduler: SchedulerLike,
  on: Observable<unknown> = NEVER,
): Observable<T> {
  waitMs(interval, "interval");
  return concat(on, NEVER).pipe(
    connect((nudges) =>
      defer(() => {
        let isNudged = false;
        const reading = defer(() => {
          isNudged = false;
          return read.pipe(
            catchError((error) => {
              if (mayPass(error)) return EMPTY;
              throw error;
            }),
          );
        });
        const pause = () =>
          isNudged ? of(0) : merge(timer(interval, scheduler), nudges);
        return merge(
          nudges.pipe(tap(() => isNudged = true), ignoreElements()),
          reading.pipe(repeat({ delay: pause })),
        );
      })
    ),
    distinctUntilChanged(Object.is, (value) => JSON.stringify(value)),
  );
}

function mayPass(error: unknown): boolean {
  return isTransient(error) ||
    error instanceof BadResponse && error.isForeign === true;
}
