import {
  Observable,
  type SchedulerLike,
  type Subscriber,
  type Subscription,
} from "rxjs";
import { assertInteger, waitMs } from "../util/validate.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import type { Priority } from "./request.ts";

/** A pace: at most so many requests in any such time. */
export interface RateLimit {
  /** How many. */
  requests: number;
  /** In how many ms. */
  perMs: number;
}

/** Called when a request has to wait, with the reason and the ms. */
export type OnWait = (reason: "rateLimited" | "paced", delay: number) => void;

/**
 * What every request of a client passes: it paces them, holds all of them back
 * after a 429, and lets those that a person waits for go first.
 */
export interface RateLimiter {
  /** Emits once when it is this one's turn; unsubscribing gives up the place. */
  acquire(priority: Priority): Observable<void>;
  /** Holds every request back for so many ms, or longer if it already is. */
  pauseFor(ms: number): void;
}

/** Whatever the clock does, none has to wait for the one before. */
const NO_PACE: RateLimit = { requests: 1, perMs: -Infinity };

/**
 * Opens a gate on a clock; `limit` is the pace, if there is one.
 *
 * @throws {RangeError} When the pace makes no sense.
 */
export function createRateLimiter(
  limit: RateLimit | false,
  scheduler: SchedulerLike,
  onWait: OnWait,
): RateLimiter {
  const { requests, perMs } = limit || NO_PACE;
  if (limit) {
    assertInteger(requests, 1, Infinity, "rateLimit.requests");
    waitMs(perMs, "rateLimit.perMs");
  }
  const user = new Set<Subscriber<void>>();
  const background = new Set<Subscriber<void>>();
  /** When the last ones passed, as many as the pace counts. */
  const passed: number[] = [];
  const clock = monotonicClock(scheduler);
  let heldUntil = -Infinity;
  let timer: Subscription | undefined;

  /** Why the next one has to wait, and for how long. */
  function wait(): Parameters<OnWait> {
    const now = clock();
    const last = passed.at(-requests) ?? -Infinity;
    return heldUntil > now
      ? ["rateLimited", heldUntil - now]
      : ["paced", last + perMs - now];
  }

  /** Lets pass who may, and waits for the turn of the next one. */
  function admit(): void {
    timer?.unsubscribe();
    for (;;) {
      const queue = user.size > 0 ? user : background;
      const [first] = queue;
      if (!first) return;
      const [, delay] = wait();
      if (delay > 0) {
        timer = scheduler.schedule(admit, delay);
        return;
      }
      queue.delete(first);
      passed.push(clock());
      if (passed.length > requests) passed.shift();
      first.next();
      first.complete();
    }
  }

  return {
    acquire: (priority) =>
      new Observable((subscriber) => {
        const queue = priority === "background" ? background : user;
        queue.add(subscriber);
        admit();
        if (!subscriber.closed) onWait(...wait());
        return () => {
          if (queue.delete(subscriber)) admit();
        };
      }),
    pauseFor: (ms) => {
      heldUntil = Math.max(heldUntil, clock() + ms);
    },
  };
}
