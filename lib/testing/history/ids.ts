import type { Random } from "./random.ts";

/** Whether a text can be the id of a message. */
export function isId(text: string): boolean {
  return /^\d{1,40}$/.test(text);
}

/**
 * Orders ids by their value. They have 18 digits, which a number cannot hold,
 * and old ones are shorter, which plain text order gets wrong.
 */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Drops leading zeros of an id. */
export function trimId(id: string): string {
  return id.replace(/^0+(?=\d)/, "");
}

/** The id of a time in ms since 1970: 10 digits of seconds, 8 of their fraction. */
export function idOfTime(ms: number): string {
  let seconds = Math.floor(ms / 1000);
  // Just below a full second the division rounds up.
  if (seconds * 1000 > ms) seconds--;
  const fraction = Math.floor((ms - seconds * 1000) * 1e5);
  return join(seconds, Math.min(fraction, 99_999_999));
}

/** The whole seconds in an id made of time. */
export function secondsOfId(id: string): number {
  return Number(id.slice(0, -8));
}

/** The moment of an id made of time, in ms, as exactly as a number can. */
export function timeOfId(id: string): number {
  return secondsOfId(id) * 1000 + Number(id.slice(-8)) / 1e5;
}

/** Gives out ids made of the time, each greater than all before it. */
export class IdClock {
  #seconds = 0;
  #fraction = 0;
  readonly #random: Random;

  /** Takes the digits below a millisecond from `random`. */
  constructor(random: Random) {
    this.#random = random;
  }

  /** The id of something that happens at `now`, in ms since 1970. */
  next(now: number): string {
    const seconds = Math.floor(now / 1000);
    const fraction = Math.floor(now - seconds * 1000) * 100_000 +
      this.#random.between(0, 1000);
    const isLater = seconds > this.#seconds ||
      (seconds === this.#seconds && fraction > this.#fraction);
    if (isLater) {
      this.#seconds = seconds;
      this.#fraction = fraction;
    } else {
      // Many in one millisecond: go on by a little, still within it.
      this.#fraction += this.#random.between(1, 50);
      if (this.#fraction >= 1e8) {
        this.#seconds++;
        this.#fraction -= 1e8;
      }
    }
    return join(this.#seconds, this.#fraction);
  }
}

function join(seconds: number, fraction: number): string {
  // A one in front keeps the zeros, and is quicker than to pad.
  return seconds + String(fraction + 100_000_000).slice(1);
}
