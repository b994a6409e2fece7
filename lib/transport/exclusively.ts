import {
  defer,
  filter,
  finalize,
  type Observable,
  of,
  repeat,
  type SchedulerLike,
  switchMap,
  take,
  timer,
} from "rxjs";
import type { PostOrder } from "./post_order.ts";

/** How often work that waits for earlier work looks again, in ms. */
const POLL_MS = 50;
/** The longest that work keeps later work waiting, in ms. */
const MAX_HOLD_MS = 60_000;

/**
 * Starts work after earlier work of the same key. Nothing of it is shared: each
 * waits by a timer of its own, since a Worker ends a request with its fetches,
 * and so would end those of others that wait for it.
 */
export function exclusively<T>(
  order: PostOrder,
  key: string,
  scheduler: SchedulerLike,
  work: Observable<T>,
): Observable<T> {
  return defer(() => {
    const slot = order.slot(key);
    slot.pauseFor(MAX_HOLD_MS);
    return defer(() => of(slot.isHeld())).pipe(
      repeat({ delay: () => timer(POLL_MS, scheduler) }),
      filter((isHeld) => !isHeld),
      take(1),
      switchMap(() => work),
      finalize(slot.leave),
    );
  });
}
