import {
  catchError,
  defer,
  type MonoTypeOperatorFunction,
  of,
  tap,
} from "rxjs";
import { NotFound, RateLimited } from "../errors.ts";

/**
 * Makes what surrounds the attempts at one deletion, which is safe to repeat:
 * where an attempt may have got through although its answer was lost, a later
 * one that finds nothing has succeeded too, also when the same Observable is
 * subscribed to again.
 */
export function deleteIdempotent(): MonoTypeOperatorFunction<true> {
  let isPerhapsGone = false;
  return (send) =>
    defer(() =>
      send.pipe(
        tap(() => isPerhapsGone = false),
        catchError((error) => {
          if (isPerhapsGone && error instanceof NotFound) {
            return of(true as const);
          }
          // What is too much is not even looked at.
          isPerhapsGone ||= !(error instanceof RateLimited);
          throw error;
        }),
      )
    );
}
