import { RefusedCallback } from "./refused_callback.ts";
import type { DedupeStore } from "./dedupe.ts";

/** After this long, in ms, a handler is taken for dead: workers are evicted. */
const HANDLER_EXPIRES_AFTER_MS = 600_000;

/** The messages that are being handled: never two handlers of one at a time. */
export class InFlight {
  /** When each began, by message id; the oldest first. */
  readonly #started = new Map<string, { readonly at: number }>();
  readonly #dedupe: DedupeStore;
  readonly #now: () => number;

  /**
   * Admits what is not in `dedupe`.
   *
   * @param now A clock in ms that is never set.
   */
  constructor(
    dedupe: DedupeStore,
    now: () => number = () => performance.now(),
  ) {
    this.#dedupe = dedupe;
    this.#now = now;
  }

  /**
   * Marks a message as being handled.
   *
   * @returns A function that ends this; `undefined` when the message was
   * handled before.
   * @throws {RefusedCallback} 503 when it is being handled.
   */
  async begin(id: string): Promise<(() => void) | undefined> {
    const entry = { at: this.#now() };
    this.#expire(entry.at);
    if (this.#started.has(id)) {
      throw new RefusedCallback(503, "the message is being handled");
    }
    this.#started.set(id, entry);
    const end = () => {
      // It may have expired by now, and another have begun.
      if (this.#started.get(id) === entry) this.#started.delete(id);
    };
    let isDone = true;
    try {
      isDone = await this.#dedupe.has(id);
    } finally {
      if (isDone) end();
    }
    return isDone ? undefined : end;
  }

  #expire(now: number): void {
    for (const [id, { at }] of this.#started) {
      if (now - at < HANDLER_EXPIRES_AFTER_MS) break;
      this.#started.delete(id);
    }
  }
}
