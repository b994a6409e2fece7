import {
  auditTime,
  catchError,
  defer,
  EMPTY,
  exhaustMap,
  map,
  type Observable,
  of,
  repeat,
  type SchedulerLike,
  startWith,
  tap,
  throwError,
  timer,
} from "rxjs";
import type { Client } from "../client.ts";
import type { Api } from "../resource.ts";
import { everyTopic } from "../topics/every_topic.ts";

/** News that come within this time, in ms, are read together. */
const SIGNAL_WINDOW_MS = 1_000;

/** Time until a pass that has failed is begun again, in ms. */
const MIN_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** Emits when something is written anywhere, and once at first. */
export function liveSignals(client: Client): Observable<void> {
  return client.tail({ also: [everyTopic(client)] }).pipe(
    map(() => undefined),
    startWith(undefined),
  );
}

/** Runs `pass` on the first signal, and again for all that come meanwhile. */
export function repeatOnSignal<T>(
  signals: Observable<void>,
  pass: Observable<T>,
  scheduler: SchedulerLike,
): Observable<T> {
  return defer(() => {
    let isSignalled = false;
    const passes = defer(() => {
      isSignalled = false;
      return pass;
    }).pipe(
      repeat({
        delay: () => isSignalled ? timer(SIGNAL_WINDOW_MS, scheduler) : EMPTY,
      }),
    );
    return signals.pipe(
      auditTime(SIGNAL_WINDOW_MS, scheduler),
      tap(() => isSignalled = true),
      exhaustMap(() => passes),
    );
  });
}

/**
 * Runs `pass` until it succeeds: an error that does not last is waited out.
 *
 * @param lasts Whether an error ends it.
 * @param waiting Makes what is emitted for one that does not.
 */
export function repeatAfterOutage<T>(
  pass: Observable<T>,
  session: Pick<Api, "scheduler" | "backoff">,
  lasts: (error: unknown) => boolean,
  waiting: (error: Error) => T,
): Observable<T> {
  return defer(() => {
    let failures = 0;
    return pass.pipe(
      tap(() => failures = 0),
      catchError((error) => {
        if (lasts(error)) return throwError(() => error);
        failures += 1;
        return of(waiting(error));
      }),
      repeat({
        delay: () => {
          if (failures === 0) return EMPTY;
          const more = session.backoff(failures, MIN_RETRY_MS, MAX_RETRY_MS);
          return timer(MIN_RETRY_MS + more, session.scheduler);
        },
      }),
    );
  });
}
