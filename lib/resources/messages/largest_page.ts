import { catchError, defer, type Observable, throwError } from "rxjs";
import { BadResponse } from "../../errors.ts";

/** The most messages that GroupMe gives on a page. */
const LARGEST_PAGE = 200;
/** The most that it documents: every server gives them. */
const DOCUMENTED_PAGE = 100;

/** The clients whose server has refused the largest page. */
const refused = new WeakSet<object>();

/**
 * Asks for a page as large as the server gives it: 200 messages, and 100 for
 * the rest of the client's life once 200 were refused.
 *
 * @param session Whose server it is.
 */
export function largestPage<T>(
  session: object,
  fetch: (limit: number) => Observable<T>,
): Observable<T> {
  return defer(() => {
    if (refused.has(session)) return fetch(DOCUMENTED_PAGE);
    return fetch(LARGEST_PAGE).pipe(
      catchError((error) => {
        if (!isAboutLimit(error)) return throwError(() => error);
        refused.add(session);
        return fetch(DOCUMENTED_PAGE);
      }),
    );
  });
}

function isAboutLimit(error: unknown): boolean {
  return error instanceof BadResponse && error.status === 400 &&
    (error.errors.length === 0 || error.errors.some((it) => /limit/i.test(it)));
}
