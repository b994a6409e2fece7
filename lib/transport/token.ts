import { catchError, defer, map, type Observable, switchMap } from "rxjs";
import { invalidArgument } from "../util/validate.ts";
import {
  failure,
  GroupMeError,
  NoResponse,
  type RequestSummary,
  Unauthorized,
} from "../errors.ts";

/** Your access token, or a function that gives it, called for each attempt. */
export type Token = string | (() => string | Promise<string>);

/**
 * Whether a header can hold the token. Where it cannot, the platform says so in
 * words that quote it.
 */
function isToken(token: unknown): token is string {
  return typeof token === "string" && /^[\x21-\x7e]+$/.test(token);
}

/**
 * Checks a token before it goes anywhere.
 *
 * @throws {TypeError} When it is empty or holds a character of no token.
 */
export function checkToken(token: unknown): void {
  if (isToken(token)) return;
  throw invalidArgument(
    "token",
    "it must be a string of visible ASCII characters, or a function",
  );
}

/**
 * Uses the token for one attempt. It errors with
 * {@linkcode Unauthorized} when the function gives none, and with
 * {@linkcode NoResponse} when it fails, as a refresh does without a network.
 */
export function resolveToken<T>(
  token: Token,
  request: RequestSummary,
  use: (token: string) => Observable<T>,
): Observable<T> {
  if (typeof token === "string") return defer(() => use(token));
  return defer(async () => await token()).pipe(
    catchError((cause) => {
      const what = "the token function failed";
      // One of ours says whether it may pass.
      throw cause instanceof GroupMeError
        ? cause
        : failure(NoResponse, request, what, { cause });
    }),
    map((given) => {
      if (isToken(given)) return given;
      throw failure(Unauthorized, request, "the token function gave no token");
    }),
    switchMap((token) => use(token)),
  );
}
