import {
  catchError,
  concat,
  defer,
  type Observable,
  type SchedulerLike,
  switchMap,
  take,
  throwError,
  timer,
} from "rxjs";
import { Conflict } from "../../errors.ts";
import type { ApiRequest } from "../../transport/request.ts";

/** GroupMe knows a `source_guid` for a minute; an attempt lasts half of one. */
const LOOK_FIRST_AFTER = 30_000;

/** A message that stands may not be listed yet: so long before each look. */
const LOOK_DELAYS = [0, 500, 1_000, 2_000, 4_000];

/** Thrown when it may be too late to send without a look. */
const LATE = {};

/**
 * Makes attempts at one post leave one message. A conflict means that an
 * earlier attempt got through: its message is looked up and emitted. Long
 * after the first attempt GroupMe would take a repetition for a new message,
 * so that one is looked for first. How long that is shows only when nothing
 * holds the repetition back any more.
 *
 * @param find The message if it stands, or nothing; `since` is when it was
 * first sent, on the scheduler's clock.
 */
export function postOnce<M>(
  find: (since: number) => Observable<M>,
  scheduler: SchedulerLike,
): Required<Pick<ApiRequest<M>, "wrapAttempt" | "beforeAttempt">> {
  /** When it was first sent. */
  let since: number | undefined;
  /** The same, since it was last looked for. */
  let unseen: number | undefined;

  function beforeAttempt(): void {
    const now = scheduler.now();
    since ??= now;
    unseen ??= now;
    if (now - unseen >= LOOK_FIRST_AFTER) throw LATE;
  }

  function wrapAttempt(send: Observable<M>): Observable<M> {
    const look = defer(() => find(since ?? scheduler.now()));
    const sent: Observable<M> = send.pipe(catchError((error) => {
      if (error === LATE) {
        const again = defer(() => {
          // However long it waits now: nothing was sent that could stand.
          unseen = undefined;
          return sent;
        });
        return concat(look, again);
      }
      if (!(error instanceof Conflict)) throw error;
      const looks = LOOK_DELAYS.map((delay) =>
        timer(delay, scheduler).pipe(switchMap(() => look))
      );
      return concat(...looks, throwError(() => error));
    }));
    return sent.pipe(take(1));
  }

  return { wrapAttempt, beforeAttempt };
}
