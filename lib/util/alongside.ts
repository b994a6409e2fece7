import {
  connect,
  endWith,
  ignoreElements,
  merge,
  type Observable,
  type OperatorFunction,
  takeUntil,
} from "rxjs";

/** Runs `other` as long as the source runs, and emits the values of both. */
export function alongside<T, U>(
  other: Observable<U>,
): OperatorFunction<T, T | U> {
  return connect((source) => {
    const end = source.pipe(ignoreElements(), endWith(null));
    return merge(other.pipe(takeUntil(end)), source);
  });
}
