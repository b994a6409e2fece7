import { ApiError, BadResponse, RateLimited } from "../../errors.ts";
import { REFUSALS } from "../../transport/response.ts";
import { MAX_ADVICE_MS } from "./advice.ts";
import type { Session } from "../../transport/session.ts";

/** The growing wait between two attempts, in ms. */
const INITIAL_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
/** The wait after a 429 that names none, in ms. */
const RATE_LIMIT_DELAY_MS = 60_000;

/** Whether a failure is final. */
export function isFatal(error: unknown): boolean {
  return !(error instanceof ApiError) ||
    error instanceof BadResponse &&
      [401, 403, 404].includes(error.status ?? 0);
}

/** Makes the wait after the `n`th failure in a row: growing, with jitter. */
export function delayOf(
  session: Session,
): (n: number, error: unknown) => number {
  return (n, error) => {
    const {
      retryAfter = error instanceof RateLimited ? RATE_LIMIT_DELAY_MS : 0,
    } = error as BadResponse;
    const wait = Math.max(
      retryAfter,
      session.backoff(n, INITIAL_BACKOFF_MS, MAX_BACKOFF_MS),
    );
    return Math.min(wait, MAX_ADVICE_MS);
  };
}

/** Makes an error of the words of a refusal: `403:/group/1:Forbidden`. */
export function refusal(channel: string, error: unknown): BadResponse {
  // Between the colons there may be the client id.
  const words = `${error ?? "refused"}`.replace(/:[^:]*:/, ": ");
  const code = parseInt(words);
  const Kind = /unknown client/i.test(words)
    ? BadResponse
    // The user's own channel is refused only for a bad token.
    : REFUSALS[code === 403 && channel.startsWith("/user/") ? 401 : code];
  const message = `Cannot push over ${channel}: ${words}`;
  return new (Kind ?? BadResponse)(message, {
    code: code || undefined,
    errors: [words],
  });
}
