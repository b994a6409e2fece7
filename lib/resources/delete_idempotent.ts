import { catchError, defer, type Observable, of } from "rxjs";
import { NotFound, RateLimited } from "../errors.ts";

/**
 * Surrounds the attempts at taking a thing away, which are safe to repeat:
 * where one may have got through although its answer was lost, the next one
 * that finds nothing has succeeded too.
 */
export function deleteIdempotent(send: Observable<true>): Observable<true> {
  let isPerhapsGone = false;
  return defer(() =>
    send.pipe(catchError((error) => {
      if (isPerhapsGone && error instanceof NotFound) return of(true as const);
      // What is too much is not even looked at.
      isPerhapsGone ||= !(error instanceof RateLimited);
      throw error;
    }))
  );
}
