import {
  defer,
  EMPTY,
  finalize,
  Observable,
  of,
  repeat,
  type SchedulerLike,
  switchMap,
  timer,
} from "rxjs";
import type { MaybePromise, MirrorStore } from "./store.ts";

/** How often a lock that another writer has is asked for, in ms. */
const LOCK_INTERVAL_MS = 1_000;

type Release = () => MaybePromise<void>;

/**
 * Runs `work` as the only writer of a store. While another one has it, this
 * waits, and emits `waiting` at each attempt.
 *
 * @param settled The writes that are still under way when the work is left.
 */
export function asOnlyWriter<T>(
  store: MirrorStore,
  scheduler: SchedulerLike,
  work: Observable<T>,
  waiting: () => T,
  settled: () => Promise<unknown>,
): Observable<T> {
  return defer(() => {
    let isHeld = false;
    return acquire(store).pipe(
      switchMap((release) => {
        if (!release) return of(waiting());
        isHeld = true;
        return work.pipe(
          finalize(() => void settled().then(() => release())),
        );
      }),
      repeat({
        delay: () => isHeld ? EMPTY : timer(LOCK_INTERVAL_MS, scheduler),
      }),
    );
  });
}

/** Asks for the lock once; emits what releases it, or nothing. */
function acquire(store: MirrorStore): Observable<Release | undefined> {
  // By hand, since a lock that comes after one has left must be released.
  return new Observable((subscriber) => {
    let isLeft = false;
    const take = async () => await store.lock?.();
    take().then((release) => {
      if (isLeft) void release?.();
      subscriber.next(release ?? (store.lock ? undefined : () => {}));
      subscriber.complete();
    }, (error) => subscriber.error(error));
    return () => {
      isLeft = true;
    };
  });
}
