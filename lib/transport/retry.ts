import { assertInteger, MAX_TIMER_MS } from "../util/validate.ts";
import { BadResponse, NoResponse } from "../errors.ts";

/** How failures that may pass are tried again; times in ms. */
export interface RetryPolicy {
  /**
   * Attempts in all, the first one included.
   *
   * @default {5}
   */
  attempts?: number;
  /**
   * The longest wait before the second attempt; it doubles for each further
   * one. The wait itself is a random part of it (full jitter).
   *
   * @default {500}
   */
  initialDelay?: number;
  /**
   * Where the doubling ends.
   *
   * @default {30_000}
   */
  maxDelay?: number;
  /**
   * The wait after a 429 or 420 that names none.
   *
   * @default {60_000}
   */
  rateLimitDelay?: number;
}

/** A policy with its defaults filled in. */
export type FullRetryPolicy = Required<RetryPolicy>;

/**
 * Fills in the defaults.
 *
 * @throws {RangeError} When a number makes no sense.
 */
export function retryPolicy(policy: RetryPolicy | false = {}): FullRetryPolicy {
  const {
    attempts = 5,
    initialDelay = 500,
    maxDelay = 30_000,
    rateLimitDelay = 60_000,
  } = policy || { attempts: 1 };
  if (attempts !== Infinity) {
    assertInteger(attempts, 1, Infinity, "retry.attempts");
  }
  const delays = { initialDelay, maxDelay, rateLimitDelay };
  for (const [name, delay] of Object.entries(delays)) {
    assertInteger(delay, 0, MAX_TIMER_MS, `retry.${name}`);
  }
  return { attempts, ...delays };
}

/**
 * May this failure pass by itself, so that the same request can succeed? With
 * a status that is well the answer was cut short, or lacked what it is for.
 */
export function isTransient(error: unknown): boolean {
  return error instanceof NoResponse || error instanceof BadResponse &&
      /^(2|304|408|420|429|5)/.test(`${error.status}`);
}

/** Exponential backoff with full jitter: the wait after failure number `n`. */
export function backoff(
  n: number,
  initial: number,
  max: number,
  random: () => number,
): number {
  return random() * Math.min(max, initial * 2 ** (n - 1));
}

/**
 * Is this what a browser shows of an answer that it may not show, such as a
 * 429 without CORS headers? Other runtimes give a cause or other words.
 */
export function isOpaque(error: unknown): boolean {
  const cause = error instanceof NoResponse ? error.cause : undefined;
  return cause instanceof Error && cause.cause === undefined &&
    /^(Failed to fetch|NetworkError|Load failed)/.test(cause.message);
}
