import { catchError, defer, type Observable, of } from "rxjs";
import { invalidArgument } from "../util/validate.ts";
import { failure, GroupMeError, type RequestSummary } from "../errors.ts";

/** Your access token, or what gives it: asked anew for each request. */
export type Token = string | (() => string | Promise<string>);

/**
 * Looks at a token before it goes anywhere: where a header cannot hold it, the
 * runtime would say so in words that quote it.
 *
 * @throws {TypeError} When it is none.
 */
export function checkToken(token: unknown): string {
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw invalidArgument("token", "it is empty, or holds an odd character");
}

/**
 * The token for one request, then completion; or a {@linkcode GroupMeError}
 * where the function that gives it fails.
 */
export function askToken(
  token: Token,
  request: RequestSummary,
): Observable<string> {
  if (typeof token === "string") return of(token);
  return defer(async () => checkToken(await token())).pipe(
    catchError((cause) => {
      const what = "the token function failed";
      throw failure(GroupMeError, request, what, { cause });
    }),
  );
}
