import {
  catchError,
  defer,
  type MonoTypeOperatorFunction,
  of,
  tap,
} from "rxjs";
import { NotFound, RateLimited } from "../errors.ts";

/**
 * Makes an operator for the attempts at one deletion: where an earlier attempt
 * may have got through although its answer was lost, one that finds nothing has
 * succeeded too. It holds across subscriptions, until one has succeeded.
 */
export function deleteIdempotent(): MonoTypeOperatorFunction<true> {
  let isPerhapsGone = false;
  return (send) =>
    defer(() => {
      const wasPerhapsGone = isPerhapsGone;
      // Until it is refused: whoever unsubscribes does not learn of it.
      isPerhapsGone = true;
      return send.pipe(
        catchError((error) => {
          if (wasPerhapsGone && error instanceof NotFound) {
            return of(true as const);
          }
          if (error instanceof NotFound || error instanceof RateLimited) {
            isPerhapsGone = wasPerhapsGone;
          }
          throw error;
        }),
        tap(() => isPerhapsGone = false),
      );
    });
}
