import type { Api } from "../resource.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";

/** How often to poll; times in ms. */
export interface PollIntervalOptions {
  /** The wait between two polls while people write. */
  readonly interval: number;
  /** The longest wait. */
  readonly maxInterval: number;
}

/** Growth of the wait with each poll that brings nothing. */
const IDLE_GROWTH = 1.5;

/** A tick that is this much later than planned, in ms, means that the device slept. */
const WAKE_UP_MS = 10_000;

/** Time of the next poll: soon while messages come, later while none do and after failures. */
export class PollInterval {
  readonly #session: Api;
  readonly #options: PollIntervalOptions;
  readonly #now: () => number;
  #idle: number;
  #failures = 0;
  #due = -Infinity;

  /** Begins with a poll at once. */
  constructor(session: Api, options: PollIntervalOptions) {
    this.#session = session;
    this.#now = monotonicClock(session.scheduler);
    this.#options = options;
    this.#idle = options.interval;
  }

  /** Milliseconds until the next poll is due. */
  get wait(): number {
    return Math.max(0, this.#due - this.#now());
  }

  /** Plans the next poll, by the number of messages of the last. */
  polled(messages: number, least = 0): void {
    const { interval, maxInterval } = this.#options;
    this.#failures = 0;
    this.#idle = messages > 0
      ? interval
      : Math.min(maxInterval, this.#idle * IDLE_GROWTH);
    this.#in(Math.max(least, this.#idle));
  }

  /** Plans the next attempt, after a failure that asked for a wait in ms. */
  failed(least = 0): void {
    const { interval, maxInterval } = this.#options;
    this.#failures += 1;
    const wait = this.#session.backoff(this.#failures, interval, maxInterval);
    this.#in(Math.max(least, wait));
  }

  /** Makes a poll due. */
  pollNow(): void {
    this.#due = -Infinity;
  }

  /**
   * Begins to measure a wait by a timer.
   *
   * @param ms The planned time.
   * @returns To be called when the timer fires: makes a poll due after the
   * whole wait, whatever the clock was set to meanwhile, and where the clock
   * says that the device slept, or was set back, which hides that.
   */
  measure(ms: number): () => void {
    const isWhole = ms >= this.wait;
    const { scheduler } = this.#session;
    const planned = scheduler.now() + ms;
    return () => {
      const late = Math.abs(scheduler.now() - planned);
      if (isWhole || late > WAKE_UP_MS) this.pollNow();
    };
  }

  #in(ms: number): void {
    this.#due = this.#now() + ms;
  }
}
