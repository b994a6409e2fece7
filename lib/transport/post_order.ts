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
   * @param key Identifies the conversation.
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
}
