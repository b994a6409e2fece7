import { ApiError, BadResponse, RateLimited } from "../../errors.ts";
import { REFUSALS } from "../../transport/response.ts";
import { LONGEST } from "./advice.ts";
import type { Session } from "../../transport/session.ts";

/** How the wait between two tries grows, in ms. */
const FIRST = 500;
const MOST = 30_000;
/** The wait after a 429 that names none. */
const RATE_LIMITED = 60_000;

/** Does this failure leave no way on? */
export function isFatal(error: unknown): boolean {
  return !(error instanceof ApiError) ||
    error instanceof BadResponse &&
      [401, 403, 404].includes(error.status ?? 0);
}

/** Makes the wait after the `n`th failure in a row: jittered, and growing. */
export function delayOf(
  session: Session,
): (n: number, error: unknown) => number {
  return (n, error) => {
    const { retryAfter = error instanceof RateLimited ? RATE_LIMITED : 0 } =
      error as BadResponse;
    const wait = Math.max(retryAfter, session.backoff(n, FIRST, MOST));
    return Math.min(wait, LONGEST);
  };
}

/** Makes an error of a refusal in words: `403:/group/1:Forbidden channel`. */
export function refusal(channel: string, error: unknown): BadResponse {
  // What stands between the colons may be our client id.
  const words = `${error ?? "refused"}`.replace(/:[^:]*:/, ": ");
  const code = parseInt(words);
  const Kind = /unknown client/i.test(words)
    ? BadResponse
    // One's own channel is refused for the token alone.
    : REFUSALS[code === 403 && channel.startsWith("/user/") ? 401 : code];
  const message = `Cannot push over ${channel}: ${words}`;
  return new (Kind ?? BadResponse)(message, {
    code: code || undefined,
    errors: [words],
  });
}
