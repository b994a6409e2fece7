import { compareIds } from "../history/ids.ts";
import type { StoredMessage } from "./stored_message.ts";

/** The posted messages, oldest first, and those that are not listed yet. */
export class PostedMessages {
  readonly #listed: StoredMessage[] = [];
  #hidden: StoredMessage[] = [];

  /** The number of listed messages. */
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

  /** Whether a message of that id is not listed yet. */
  hides(id: string): boolean {
    return this.#hidden.some((message) => message.id === id);
  }

  /** Adds a message, which is not listed before the next {@linkcode reveal}. */
  add(message: StoredMessage): void {
    this.#hidden.push(message);
  }

  /**
   * Lists the messages that are due, by their sort keys.
   *
   * @returns The number of messages listed.
   */
  reveal(now: number): number {
    const due = this.#hidden.filter(({ visibleAt }) => visibleAt <= now);
    if (due.length === 0) return 0;
    this.#hidden = this.#hidden.filter(({ visibleAt }) => visibleAt > now);
    for (const message of due) {
      this.#listed.splice(this.lowerBound(message.sortKey), 0, message);
    }
    return due.length;
  }

  /** Removes the message at an index. */
  remove(index: number): void {
    this.#listed.splice(index, 1);
  }

  /** The number of messages with a smaller sort key. */
  lowerBound(sortKey: string): number {
    let low = 0;
    let high = this.#listed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const message = this.#listed[middle];
      if (message && compareIds(message.sortKey, sortKey) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
