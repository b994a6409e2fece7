import { defer, EMPTY, type Observable, repeat, tap } from "rxjs";

/**
 * Sends parts in order, each after the one before it has succeeded. Whoever
 * subscribes again before the last one has succeeded goes on with the part
 * that failed, in the very attempt that was made of it; after that, it all
 * begins anew.
 *
 * @param send Makes what sends a part; called once a part in each run.
 * @returns What each part emits, then completion.
 */
export function inTurn<P, R>(
  parts: readonly P[],
  send: (part: P, n: number) => Observable<R>,
): Observable<R> {
  let left: Observable<R>[] = [];
  return defer(() => {
    if (left.length === 0) left = parts.map(send);
    // A run of its own, should two be subscribed at the same time.
    const run = left;
    return defer(() => {
      const [first] = run;
      if (!first) return EMPTY;
      return first.pipe(tap(() => {
        if (run[0] === first) run.shift();
      }));
    }).pipe(repeat(run.length));
  });
}
