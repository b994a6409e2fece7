import type { Api } from "../resource.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";

/** How often to look; times in ms. */
export interface PollIntervalOptions {
  /** The wait between two looks while people write. */
  readonly interval: number;
  /** What the wait grows to. */
  readonly maxInterval: number;
}

/** Growth of the wait with each look that brings nothing. */
const IDLE_GROWTH = 1.5;

/** When to look next: often while people write, and after failures later. */
export class PollInterval {
  readonly #session: Api;
  readonly #options: PollIntervalOptions;
  #idle: number;
  #failures = 0;
  readonly #now: () => number;
  #due = -Infinity;

  /** Begins with a look at once. */
  constructor(session: Api, options: PollIntervalOptions) {
    this.#session = session;
    this.#now = monotonicClock(session.scheduler);
    this.#options = options;
    this.#idle = options.interval;
  }

  /** How many ms are left until the next look is due. */
  get wait(): number {
    return Math.max(0, this.#due - this.#now());
  }

  /** After a look that brought so many messages. */
  polled(messages: number, least = 0): void {
    const { interval, maxInterval } = this.#options;
    this.#failures = 0;
    this.#idle = messages > 0
      ? interval
      : Math.min(maxInterval, this.#idle * IDLE_GROWTH);
    this.#in(Math.max(least, this.#idle));
  }

  /** After a failure that may pass, and asked for so many ms. */
  failed(least = 0): void {
    const { interval, maxInterval } = this.#options;
    this.#failures += 1;
    const wait = this.#session.backoff(this.#failures, interval, maxInterval);
    this.#in(Math.max(least, wait));
  }

  /** Looks at once. */
  pollNow(): void {
    this.#due = -Infinity;
  }

  #in(ms: number): void {
    this.#due = this.#now() + ms;
  }
}
