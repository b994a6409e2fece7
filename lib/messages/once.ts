import {
  catchError,
  concat,
  defer,
  type MonoTypeOperatorFunction,
  type Observable,
  retry,
  type SchedulerLike,
  take,
  throwError,
  throwIfEmpty,
  timer,
} from "rxjs";
import { Conflict } from "../errors.ts";

/** GroupMe knows a `source_guid` for a minute; an attempt lasts half of one. */
const LOOK_FIRST_AFTER = 30_000;

/** A message that stands may not be listed yet: wait 0.5, 1, 2, 4 s for it. */
const LOOKS = 4;
const FIRST_LOOK_DELAY = 500;

/**
 * Makes attempts at one post leave one message. A conflict means that an
 * earlier attempt got through: its message is looked up and emitted. Long
 * after the first attempt GroupMe would take a repetition for a new message,
 * so that one is looked for first.
 *
 * @param find The message if it stands, or nothing; `since` is when it was
 * first sent, on the scheduler's clock.
 */
export function once<M>(
  find: (since: number) => Observable<M>,
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<M> {
  let firstSent: number | undefined;
  return (send) =>
    defer(() => {
      const now = scheduler.now();
      const since = firstSent ??= now;
      const isLate = now - since >= LOOK_FIRST_AFTER;
      return (isLate ? concat(find(since), send) : send).pipe(
        take(1),
        catchError((error) => {
          if (!(error instanceof Conflict)) return throwError(() => error);
          return find(since).pipe(
            take(1),
            throwIfEmpty(() => error),
            retry({
              count: LOOKS,
              delay: (failure, n) =>
                failure === error
                  ? timer(FIRST_LOOK_DELAY * 2 ** (n - 1), scheduler)
                  : throwError(() => failure),
            }),
          );
        }),
      );
    });
}
