import {
  Observable,
  type SchedulerLike,
  type Subscriber,
  type Subscription,
} from "rxjs";
import { waitMs, within } from "../arguments.ts";
import type { Lane } from "./call.ts";

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
export class Gate {
  readonly #waiting: { [lane in Lane]: Subscriber<void>[] } = {
    interactive: [],
    bulk: [],
  };
  readonly #passed: number[] = [];
  #heldUntil = 0;
  #timer: Subscription | undefined;

  /**
   * Opens a gate on a clock; `limit` is the pace, if there is one.
   *
   * @throws {RangeError} When the pace makes no sense.
   */
  constructor(
    readonly limit: RateLimit | false,
    readonly scheduler: SchedulerLike,
    readonly onWait: OnWait,
  ) {
    if (!limit) return;
    const { requests, perMs } = limit;
    within(requests, 1, Number.MAX_SAFE_INTEGER, "rateLimit.requests");
    waitMs(perMs, "rateLimit.perMs");
  }

  /** Emits once when it is this one's turn; unsubscribing gives up the place. */
  pass(lane: Lane): Observable<void> {
    return new Observable((subscriber) => {
      const queue = this.#waiting[lane];
      queue.push(subscriber);
      this.#admit();
      if (!subscriber.closed) this.onWait(...this.#wait());
      return () => {
        const place = queue.indexOf(subscriber);
        if (place >= 0) queue.splice(place, 1);
        if (this.#next() === undefined) this.#timer?.unsubscribe();
      };
    });
  }

  /** Holds every request back for so many ms, or longer if it already is. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.scheduler.now() + ms);
  }

  #next(): Subscriber<void>[] | undefined {
    const { interactive, bulk } = this.#waiting;
    return interactive.length > 0
      ? interactive
      : bulk.length > 0
      ? bulk
      : undefined;
  }

  #admit(): void {
    this.#timer?.unsubscribe();
    for (let queue = this.#next(); queue; queue = this.#next()) {
      const [, delay] = this.#wait();
      if (delay > 0) {
        this.#timer = this.scheduler.schedule(() => this.#admit(), delay);
        return;
      }
      const subscriber = queue.shift();
      if (this.limit) this.#passed.push(this.scheduler.now());
      subscriber?.next();
      subscriber?.complete();
    }
  }

  #wait(): Parameters<OnWait> {
    const now = this.scheduler.now();
    const held = this.#heldUntil - now;
    if (held > 0) return ["rateLimited", held];
    if (!this.limit) return ["paced", 0];
    const { requests, perMs } = this.limit;
    while ((this.#passed[0] ?? Infinity) <= now - perMs) this.#passed.shift();
    const first = this.#passed[this.#passed.length - requests];
    return ["paced", first === undefined ? 0 : first + perMs - now];
  }
}
