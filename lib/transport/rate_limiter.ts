import { Observable, type SchedulerLike } from "rxjs";
import { assertInteger, waitMs } from "../util/validate.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { LearnedRate } from "./learned_rate.ts";
import type { Priority } from "./request.ts";

/** A limit that the client keeps: at most `requests` in any `perMs`. */
export interface RateLimit {
  /** Requests, an integer of 1 or more. */
  requests: number;
  /** The time that they are counted in, 1 to 2,147,483,647 ms. */
  perMs: number;
}

/** Called when a request has to wait, with the reason and the ms. */
export type OnWait = (
  reason: "rateLimited" | "throttled",
  delay: number,
) => void;

/**
 * Admits the requests of a client: it throttles them, pauses all of them after
 * a 429, and lets those that a person waits for go first.
 */
export interface RateLimiter {
  /**
   * Emits once the request may be sent, and completes. Unsubscribing gives up
   * its place.
   *
   * @param isHeld Whether it still has to wait for something else.
   */
  acquire(priority: Priority, isHeld?: () => boolean): Observable<unknown>;
  /** Pauses every request for a time in ms, unless a longer pause is on. */
  pauseFor(ms: number): void;
}

/** A request that waits. */
interface Waiter {
  readonly isUser: boolean;
  /** When it asks again. */
  due: number;
  isHeld: boolean;
  /** Whether it has let users go first whose time is the same. */
  hasYielded: boolean;
}

/** Of 8 requests under load, one is of the background. */
const USERS_IN_A_ROW = 7;

/** How late a waiter may be, in ms, before others go ahead of it. */
const MAX_OVERDUE_MS = 1_000;

/** How often a request that is held asks again, in ms. */
const HELD_POLL_MS = 100;

/**
 * Makes a rate limiter. Each request that waits has a timer of its own, and none
 * is woken by another one: where a platform ends a request with its timers, as
 * workerd does, the others go on.
 *
 * @param limit The limit; or `"learn"`, which finds one; or `false`: then only
 * a 429 pauses.
 * @throws {RangeError} With a number out of its range.
 */
export function createRateLimiter(
  limit: RateLimit | "learn" | false,
  scheduler: SchedulerLike,
  onWait: OnWait,
): RateLimiter {
  const learned = limit === "learn" ? new LearnedRate(scheduler) : undefined;
  const { requests, perMs: fixedMs } = limit === "learn"
    ? { requests: 1, perMs: 0 }
    : limit || { requests: Infinity, perMs: 0 };
  if (limit && !learned) {
    assertInteger(requests, 1, Infinity, "rateLimit.requests");
    waitMs(fixedMs, "rateLimit.perMs");
  }
  const perMsNow = () => learned ? 1_000 / learned.perSecond : fixedMs;
  const clock = monotonicClock(scheduler);
  /** In the order of arrival. */
  const waiters = new Set<Waiter>();
  /** When the last ones were admitted, as many as the limit counts. */
  const admitted: number[] = [];
  let usersInARow = 0;
  let pausedUntil = -Infinity;

  /** How many go before it: users first, and a waiter of the background in 8. */
  function countAhead(waiter: Waiter, now: number): number {
    let same = 0;
    let index = 0;
    let others = 0;
    for (const it of waiters) {
      if (it === waiter) index = same;
      else if (it.isHeld || it.due + MAX_OVERDUE_MS < now) continue;
      else if (it.isUser === waiter.isUser) same += 1;
      else others += 1;
    }
    const before = waiter.isUser
      ? Math.floor((usersInARow + index) / USERS_IN_A_ROW)
      : USERS_IN_A_ROW * (index + 1) - usersInARow;
    return index + Math.min(others, Math.max(0, before));
  }

  /** How long it has to wait, by the limit and the pause, in ms. */
  function delayOf(waiter: Waiter, now: number): number {
    const ahead = countAhead(waiter, now);
    const perMs = perMsNow();
    const last = admitted.at(ahead % requests - requests) ?? -Infinity;
    return Math.max(now, pausedUntil, last + perMs) - now +
      Math.floor(ahead / requests) * perMs;
  }

  /** How long it waits before it tries again, in ms; or `undefined`: admitted. */
  function tryAdmit(waiter: Waiter): number | undefined {
    // Nothing to wait for, and nobody who does: as it is most of the time.
    if (
      !limit && !waiters.size && !waiter.isHeld &&
      (pausedUntil === -Infinity || clock() >= pausedUntil)
    ) {
      usersInARow = 0;
      return undefined;
    }
    const now = clock();
    waiters.add(waiter);
    const least = waiter.isHeld ? HELD_POLL_MS : 0;
    const delay = Math.max(delayOf(waiter, now), least);
    waiter.due = now + delay;
    waiter.hasYielded = !waiter.isUser && !waiter.hasYielded &&
      [...waiters].some((it) => it.isUser && !it.isHeld && it.due <= now);
    if (delay > 0 || waiter.hasYielded) return delay;
    waiters.delete(waiter);
    const isBackgroundWaiting = [...waiters].some((it) => !it.isUser);
    usersInARow = waiter.isUser && isBackgroundWaiting
      ? Math.min(usersInARow + 1, USERS_IN_A_ROW)
      : 0;
    if (limit) admitted.push(now);
    if (admitted.length > requests) admitted.shift();
    return undefined;
  }

  return {
    // Each wait ends in a further try, which operators would nest or repeat.
    acquire: (priority, isHeld = () => false) =>
      new Observable((subscriber) => {
        const waiter: Waiter = {
          isUser: priority === "user",
          due: 0,
          isHeld: false,
          hasYielded: false,
        };
        let isReported = false;
        const tryAcquire = () => {
          waiter.isHeld = isHeld();
          const delay = tryAdmit(waiter);
          if (delay === undefined) {
            subscriber.next(true);
            subscriber.complete();
            return;
          }
          const now = clock();
          if (!isReported && delay > 0) {
            onWait(now < pausedUntil ? "rateLimited" : "throttled", delay);
            isReported = true;
          }
          // Those ahead may leave: then its turn comes earlier. The longer it has
          // to wait, the less often it asks, as thousands may wait with it.
          const wait = Math.min(
            delay,
            Math.max(pausedUntil - now, perMsNow(), HELD_POLL_MS, delay / 4),
          );
          const retryAcquire = () => {
            clock.atLeast(now + wait);
            tryAcquire();
          };
          subscriber.add(scheduler.schedule(retryAcquire, wait));
        };
        tryAcquire();
        return () => waiters.delete(waiter);
      }),
    pauseFor: (ms) => {
      learned?.halve();
      pausedUntil = Math.max(pausedUntil, clock() + ms);
    },
  };
}
