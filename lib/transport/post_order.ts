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

/** How often work that waits for earlier work looks again, in ms. */
const POLL_MS = 50;
/** The longest that work keeps later work waiting, in ms. */
const MAX_HOLD_MS = 60_000;

/** A post that waits out a 429. */
interface Held {
  readonly key: string;
  readonly order: number;
  /** When it counts as given up, should it never say so. */
  readonly until: number;
}

/** A post's slot among those of its conversation. */
export interface PostSlot {
  /** Keeps later posts back until `leave()`, or for at most this time in ms. */
  pauseFor(ms: number): void;
  /** Whether an earlier post of the conversation keeps this one back. */
  isHeld(): boolean;
  /** Gives up the slot. */
  leave(): void;
}

/**
 * Keeps the posts of one conversation in their order through a 429: those that
 * begin while one waits it out follow it.
 */
export class PostOrder {
  readonly #held = new Map<number, Held>();
  readonly #clock: () => number;
  #count = 0;

  /** Measures time by this clock. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Makes a slot behind all earlier ones.
   *
   * @param key What tells one conversation from another.
   */
  slot(key: string): PostSlot {
    const order = this.#count++;
    return {
      pauseFor: (ms) => {
        this.#held.set(order, { key, order, until: this.#clock() + ms });
      },
      isHeld: () => {
        const now = this.#clock();
        const first = [...this.#held.values()].find((it) =>
          it.key === key && it.order < order && it.until > now
        );
        // Whoever is kept back keeps back those behind it.
        if (first) this.#held.set(order, { ...first, order });
        return !!first;
      },
      leave: () => this.#held.delete(order),
    };
  }

  /**
   * Does work after earlier work of the same key. Nothing of it is shared: each
   * waits by a timer of its own, since a Worker ends a request with its fetches,
   * and so would end those of others that wait for it.
   */
  exclusively<T>(
    key: string,
    scheduler: SchedulerLike,
    work: Observable<T>,
  ): Observable<T> {
    return defer(() => {
      const slot = this.slot(key);
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
}
