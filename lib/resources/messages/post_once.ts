import {
  catchError,
  concat,
  defer,
  EMPTY,
  type MonoTypeOperatorFunction,
  type Observable,
  type SchedulerLike,
  switchMap,
  take,
  throwError,
  timer,
} from "rxjs";
import { Conflict, RateLimited } from "../../errors.ts";

/** A message that stands may not be listed yet: the pause before each look. */
const SEARCH_DELAYS_MS = [0, 500, 1_000, 2_000, 4_000];

/** How to make one message of several attempts. */
export interface PostOnceOptions<M> {
  /** Emits the message if it stands, and completes; cold. */
  readonly find: Observable<M>;
  /** Whether it may have been sent before the first attempt. */
  readonly mayStand: boolean;
  /** The clock of the pauses. */
  readonly scheduler: SchedulerLike;
}

/**
 * Makes the attempts at one post leave one message. Once an attempt may have
 * got through, each further one looks for the message first: GroupMe knows a
 * `source_guid` for a minute only, and no clock tells reliably whether that has
 * passed. A conflict means that an earlier attempt got through: its message is
 * looked up and emitted.
 */
export function postOnce<M>(
  { find, mayStand: isTried, scheduler }: PostOnceOptions<M>,
): MonoTypeOperatorFunction<M> {
  let mayStand = isTried;
  const afterConflict = SEARCH_DELAYS_MS.map((delay) =>
    timer(delay, scheduler).pipe(switchMap(() => find))
  );

  return (source) => {
    const send: Observable<M> = defer(() => {
      const mayHaveStood = mayStand;
      // Until it is refused: whoever unsubscribes does not learn of it.
      mayStand = true;
      return source.pipe(catchError((error) => {
        if (error instanceof RateLimited) mayStand = mayHaveStood;
        if (!(error instanceof Conflict)) throw error;
        return concat(...afterConflict, throwError(() => error));
      }));
    });
    return defer(() => concat(mayStand ? find : EMPTY, send)).pipe(take(1));
  };
}
