import { defer, type Observable, of, type SchedulerLike, timer } from "rxjs";
import { monotonicClock } from "../util/monotonic_clock.ts";

/** Requests a second at first, and at most. */
const INITIAL_RATE = 4;
/** The most requests a second that are ever allowed. */
export const MAX_RATE = 8;
const MIN_RATE = 0.5;
/** Without a 429 for so long, in ms, the rate grows by one a second. */
const GROWTH_INTERVAL_MS = 10_000;

/**
 * A rate that is learnt: it starts at 4 requests a second, grows by one each
 * 10 s without a 429 up to 8, and is halved by a 429.
 */
export class LearnedRate {
  readonly #scheduler: SchedulerLike;
  readonly #clock: () => number;
  #rate: number;
  #grownAt: number;
  #nextAt = -Infinity;
  #pausedUntil = -Infinity;

  /**
   * Starts at a rate.
   *
   * @param known A rate that an earlier run has learnt.
   */
  constructor(scheduler: SchedulerLike, known?: number) {
    this.#scheduler = scheduler;
    this.#clock = monotonicClock(scheduler);
    this.#rate = known && known > 0
      ? Math.min(Math.max(known, MIN_RATE), MAX_RATE)
      : INITIAL_RATE;
    this.#grownAt = this.#clock();
  }

  /** Requests a second that are allowed now. */
  get perSecond(): number {
    const elapsed = this.#clock() - this.#grownAt;
    const steps = Math.floor(elapsed / GROWTH_INTERVAL_MS);
    if (steps > 0) {
      this.#rate = Math.min(this.#rate + steps, MAX_RATE);
      this.#grownAt += steps * GROWTH_INTERVAL_MS;
    }
    return this.#rate;
  }

  /** Emits once when the next request may be sent, and completes. */
  acquire(): Observable<unknown> {
    return defer(() => {
      const now = this.#clock();
      const at = Math.max(now, this.#nextAt);
      this.#nextAt = at + 1_000 / this.perSecond;
      return at > now ? timer(at - now, this.#scheduler) : of(0);
    });
  }

  /** Learns that the server refused a request with 429. */
  halve(): void {
    const now = this.#clock();
    // Several requests under way are refused at once: it is one lesson.
    if (now < this.#pausedUntil) return;
    this.#rate = Math.max(this.perSecond / 2, MIN_RATE);
    this.#grownAt = now;
    this.#pausedUntil = now + 1_000;
  }
}
