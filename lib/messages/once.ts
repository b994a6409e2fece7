import {
  catchError,
  concat,
  defer,
  type MonoTypeOperatorFunction,
  type Observable,
  type SchedulerLike,
  switchMap,
  take,
  throwError,
  timer,
} from "rxjs";
import { Conflict } from "../errors.ts";

/** GroupMe knows a `source_guid` for a minute; an attempt lasts half of one. */
const LOOK_FIRST_AFTER = 30_000;

/** A message that stands may not be listed yet: so long before each look. */
const LOOK_DELAYS = [0, 500, 1_000, 2_000, 4_000];

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
      const sent = send.pipe(catchError((error) => {
        if (!(error instanceof Conflict)) throw error;
        const looks = LOOK_DELAYS.map((delay) =>
          timer(delay, scheduler).pipe(switchMap(() => find(since)))
        );
        return concat(...looks, throwError(() => error));
      }));
      const isLate = now - since >= LOOK_FIRST_AFTER;
      return (isLate ? concat(find(since), sent) : sent).pipe(take(1));
    });
}
