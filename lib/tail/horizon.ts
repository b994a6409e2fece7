import { compareIds } from "../ids.ts";

/**
 * The newest id of a while ago: a conversation that turns up now is read from
 * there. It lags behind, since what is older may only become visible later.
 */
export class Horizon {
  readonly #marks: { at: number; id: string }[] = [];

  /** Begins at an id, and lags so many ms behind. */
  constructor(readonly lag: number, id?: string) {
    if (id !== undefined) this.#marks.push({ at: -Infinity, id });
  }

  /** Where a new conversation begins; `undefined` before anything is known. */
  get id(): string | undefined {
    return this.#marks[0]?.id;
  }

  /** Moves on to the newest of these ids, once the lag has passed. */
  see(ids: readonly string[], now: number): void {
    const marks = this.#marks;
    const newest = ids.reduce((a, b) => compareIds(a, b) >= 0 ? a : b, "0");
    marks.push({ at: now, id: newest });
    while ((marks[1]?.at ?? Infinity) + this.lag <= now) marks.shift();
  }
}
