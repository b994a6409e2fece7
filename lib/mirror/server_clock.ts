import { idOfTime, isId } from "../util/ids.ts";
import { BEGINNING } from "./coverage.ts";

/** Digits of an id that are a fraction of a second. */
const FRACTION_DIGITS = 8;
/** An id that is further from its `created_at`, in seconds, tells no time. */
export const MAX_DISAGREEMENT_S = 3_600;

/** The time that an id is made of, in ms since 1970. */
export function timeOfId(id: string): number {
  const seconds = Number(id.slice(0, -FRACTION_DIGITS));
  return seconds * 1000 + Number(id.slice(-FRACTION_DIGITS)) / 1e5;
}

/** The smallest id of a time, in ms since 1970; "0" before 1970. */
export function idAt(ms: number): string {
  return ms > 0 ? idOfTime(new Date(Math.floor(ms))) : BEGINNING;
}

/**
 * A lower bound of the server's time, made of the ids that it has given out
 * and of the time since then. The device's own clock may be wrong by hours, so
 * only its differences count.
 */
export class ServerClock {
  readonly #elapsed: () => number;
  #newest = -Infinity;
  #seenAt = 0;

  /** Starts without a time. `elapsed` gives ms that never decrease. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /**
   * Learns from the id of a message.
   *
   * @param createdAt The `created_at` beside it, in seconds; an id that is far
   * from it is malformed.
   * @returns The time of the id, in ms since 1970; -Infinity where it tells none.
   */
  see(id: string, createdAt?: number): number {
    if (!isId(id)) return -Infinity;
    const time = timeOfId(id);
    const isMalformed = typeof createdAt === "number" &&
      Math.abs(time / 1000 - createdAt) > MAX_DISAGREEMENT_S;
    if (isMalformed) return -Infinity;
    if (time > this.now()) {
      this.#newest = time;
      this.#seenAt = this.#elapsed();
    }
    return time;
  }

  /** No later than the server's time now, in ms since 1970. */
  now(): number {
    return this.#newest + this.#elapsed() - this.#seenAt;
  }

  /** The id below which nothing appears any more, if messages are at most so late. */
  cutoff(allowedLateness: number): string {
    return idAt(this.now() - allowedLateness);
  }
}
