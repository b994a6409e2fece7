import {
  auditTime,
  defer,
  EMPTY,
  exhaustMap,
  map,
  type Observable,
  repeat,
  type SchedulerLike,
  startWith,
  tap,
  timer,
} from "rxjs";
import type { Client } from "../client.ts";
import { everyTopic } from "../topics/every_topic.ts";

/** News that come within this time, in ms, are read together. */
const SIGNAL_WINDOW_MS = 1_000;

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
