import { RefusedCallback } from "./refused_callback.ts";
import type { SeenIds } from "./dedupe.ts";

/** After so long, in ms, a work is dead: a worker may be ended in the midst. */
const LIFE = 600_000;

/** The messages that are being worked on: no two works of one at a time. */
export class Claims {
  /** By id, since when; the oldest first. */
  readonly #underWay = new Map<string, number>();
  readonly #seen: SeenIds;
  readonly #now: () => number;

  /** Lets through what is not among `seen`. */
  constructor(seen: SeenIds, now: () => number = Date.now) {
    this.#seen = seen;
    this.#now = now;
  }

  /**
   * Claims a message.
   *
   * @returns What gives the claim back, or nothing if its work is done.
   * @throws {RefusedCallback} When it is being worked on.
   */
  async take(id: string): Promise<(() => void) | undefined> {
    const at = this.#now();
    this.#bury(at);
    if (this.#underWay.has(id)) {
      throw new RefusedCallback(503, "the message is being worked on");
    }
    this.#underWay.set(id, at);
    const giveBack = () => {
      // It may be dead by now, and another's.
      if (this.#underWay.get(id) === at) this.#underWay.delete(id);
    };
    let isDone = true;
    try {
      isDone = await this.#seen.has(id);
    } finally {
      if (isDone) giveBack();
    }
    return isDone ? undefined : giveBack;
  }

  #bury(at: number): void {
    for (const [id, since] of this.#underWay) {
      if (at - since < LIFE) break;
      this.#underWay.delete(id);
    }
  }
}
