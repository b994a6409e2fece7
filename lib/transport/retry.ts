import { assertInteger, MAX_TIMER_MS } from "../util/validate.ts";
import {
  ApiError,
  BadResponse,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoResponse,
  StalledPager,
  Unauthorized,
} from "../errors.ts";

/** How requests are sent again after a transient failure. */
export interface RetryPolicy {
  /**
   * All attempts, the first one included: 1 or more, or `Infinity`.
   *
   * @default {5}
   */
  attempts?: number | undefined;
  /**
   * The longest delay before the second attempt, 0 to 2,147,483,647 ms. It
   * doubles for each further attempt, and each delay is a random part of it
   * (full jitter).
   *
   * @default {500}
   */
  initialDelay?: number | undefined;
  /**
   * The limit of the doubling, 0 to 2,147,483,647 ms.
   *
   * @default {30_000}
   */
  maxDelay?: number | undefined;
  /**
   * The delay after a 429 or 420 without a `Retry-After`, 0 to 2,147,483,647 ms.
   *
   * @default {60_000}
   */
  rateLimitDelay?: number | undefined;
}

/** A policy with its defaults. */
export type FullRetryPolicy = {
  readonly [name in keyof RetryPolicy]-?: number;
};

/**
 * Fills in the defaults.
 *
 * @throws {RangeError} With a number out of its range.
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
 * Whether an error is transient, so that the same request can succeed later: no
 * answer, one that was cut short, one that something on the way gave instead of
 * GroupMe, or a status that says so.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof NoResponse) return !isDenied(error);
  if (!(error instanceof BadResponse)) return false;
  const { status = 0, isForeign } = error;
  return isForeign && status < 400 ||
    error instanceof InvalidJsonError ||
    error instanceof MissingMetaError ||
    error instanceof MissingResponseError ||
    [408, 420, 425, 429].includes(status) || status >= 500;
}

/**
 * Whether an error ends a live stream: a refusal of GroupMe's own (401, 403 or
 * 404), a token function without a token, a missing permission, or an error that
 * no request caused. After any other one the next poll may succeed.
 */
export function isFatal(error: unknown): boolean {
  if (error instanceof StalledPager) return false;
  if (!(error instanceof ApiError) || isDenied(error)) return true;
  if (!(error instanceof BadResponse) || error.isForeign) return false;
  return error instanceof Unauthorized ||
    [401, 403, 404].includes(error.status ?? 0);
}

/** Whether the platform denies the request, which lasts: Deno's permissions. */
function isDenied({ cause }: ApiError): boolean {
  return isDenial(cause);
}

/** Whether a `fetch` threw because the program has no permission. */
export function isDenial(cause: unknown): cause is Error {
  return cause instanceof Error &&
    /^(NotCapable|PermissionDenied)$/.test(cause.name);
}

/** Exponential backoff with full jitter: the delay after failure number `n`. */
export function backoff(
  n: number,
  initial: number,
  max: number,
  random: () => number,
): number {
  return random() * Math.min(max, initial * 2 ** (n - 1));
}

/**
 * Whether an error is all that a browser shows of an answer without CORS headers,
 * such as a 429. Other runtimes give a cause, or other words.
 */
export function isOpaque(error: unknown): boolean {
  const cause = error instanceof NoResponse ? error.cause : undefined;
  return cause instanceof Error && cause.cause === undefined &&
    /^(Failed to fetch|NetworkError|Load failed)/.test(cause.message);
}
