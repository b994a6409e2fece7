import { compareIds } from "../history/ids.ts";
import type { StoredMessage } from "./stored_message.ts";

/** The messages that were posted, oldest first, and those to come up late. */
export class PostedMessages {
  readonly #listed: StoredMessage[] = [];
  #hidden: StoredMessage[] = [];

  /** How many are listed. */
  get length(): number {
    return this.#listed.length;
  }

  /** Whether some are not listed yet. */
  get hasHidden(): boolean {
    return this.#hidden.length > 0;
  }

  /** The message at an index. */
  at(index: number): StoredMessage | undefined {
    return this.#listed[index];
  }

  /** Whether a message of that id is still to come up. */
  hides(id: string): boolean {
    return this.#hidden.some((message) => message.id === id);
  }

  /** Takes a message, which is not listed before the next {@linkcode reveal}. */
  add(message: StoredMessage): void {
    this.#hidden.push(message);
  }

  /**
   * Lists what has become visible, in its place.
   *
   * @returns How many have.
   */
  reveal(now: number): number {
    const due = this.#hidden.filter(({ visibleAt }) => visibleAt <= now);
    if (due.length === 0) return 0;
    this.#hidden = this.#hidden.filter(({ visibleAt }) => visibleAt > now);
    for (const message of due) {
      this.#listed.splice(this.lowerBound(message.place), 0, message);
    }
    return due.length;
  }

  /** Takes the message at an index out. */
  remove(index: number): void {
    this.#listed.splice(index, 1);
  }

  /** How many have a smaller place. */
  lowerBound(place: string): number {
    let low = 0;
    let high = this.#listed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const message = this.#listed[middle];
      if (message && compareIds(message.place, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
