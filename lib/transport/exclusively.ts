import {
  concatMap,
  defer,
  expand,
  filter,
  finalize,
  type Observable,
  of,
  type SchedulerLike,
  take,
  tap,
  timer,
} from "rxjs";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { PostOrder } from "./post_order.ts";

/** How often work that waits for earlier work looks again, in ms. */
const POLL_MS = 50;
/** How long work keeps later work waiting without a sign of life, in ms. */
const MAX_HOLD_MS = 60_000;
/** How often work that goes on says so, in ms. */
const RENEW_MS = 10_000;

/** Whose work it is: a session, of which the clock is used alone. */
interface Owner {
  readonly scheduler: SchedulerLike;
}

const orders = new WeakMap<Owner, PostOrder>();

/**
 * Starts work after earlier work of the same session and key. Nothing of it is
 * shared: each waits by a timer of its own, since a Worker ends a request with
 * its fetches, and so would end those of others that wait for it.
 *
 * @param work Emits one value.
 */
export function exclusively<T>(
  session: Owner,
  key: string,
  work: Observable<T>,
): Observable<T> {
  return defer(() => {
    const { scheduler } = session;
    const order = orders.get(session) ??
      new PostOrder(monotonicClock(scheduler));
    orders.set(session, order);
    const slot = order.slot(key);
    let isHeld = true;
    const poll = () => {
      isHeld = slot.isHeld();
      // Again while it works; a platform that ends it without a word ends that too.
      slot.pauseFor(MAX_HOLD_MS);
    };
    poll();
    return of(0).pipe(
      expand(() =>
        timer(isHeld ? POLL_MS : RENEW_MS, scheduler).pipe(tap(poll))
      ),
      filter(() => !isHeld),
      // Its first value ends it: there is no second turn.
      concatMap(() => work),
      take(1),
      finalize(slot.leave),
    );
  });
}
