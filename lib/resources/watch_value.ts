import {
  catchError,
  connect,
  defer,
  distinctUntilChanged,
  EMPTY,
  ignoreElements,
  merge,
  type Observable,
  of,
  repeat,
  tap,
  timer,
} from "rxjs";
import type { Api } from "../resource.ts";
import { isFatal } from "../transport/retry.ts";
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
 * @returns The value that was read, whenever its JSON differs from the last. It
 * ends by an error that ends a tail, such as a 401, 403 or 404 of GroupMe's; the
 * client's `activity$` tells of any other. It does not complete. While a read is
 * in flight, further nudges make one more.
 * @throws {RangeError} With an `interval` below 1 ms.
 */
export function watchValue<T>(
  read: Observable<T>,
  { scheduler }: Pick<Api, "scheduler">,
  { on = EMPTY, interval = 10_000 }: WatchOptions = {},
): Observable<T> {
  waitMs(interval, "interval");
  return on.pipe(
    connect((nudges) =>
      defer(() => {
        let isNudged = false;
        const reading = defer(() => {
          isNudged = false;
          return read.pipe(
            catchError((error) => {
              if (isFatal(error)) throw error;
              return EMPTY;
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
    distinctUntilChanged(Object.is, JSON.stringify),
  );
}
