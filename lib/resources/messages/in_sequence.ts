import { concatMap, defer, EMPTY, from, type Observable, tap } from "rxjs";

/**
 * Sends parts in order, each after the one before it has succeeded. Whoever
 * subscribes again before the last one has succeeded goes on with the part
 * that failed, in the very attempt that was made of it; after that, it all
 * begins anew.
 *
 * @param send Makes what sends a part; called once a part in each run.
 * @returns What each part emits, then completion.
 */
export function inSequence<P, R>(
  parts: readonly P[],
  send: (part: P, n: number) => Observable<R>,
): Observable<R> {
  const left = new Set<Observable<R>>();
  return defer(() => {
    if (left.size === 0) parts.forEach((part, n) => left.add(send(part, n)));
    return from([...left]).pipe(concatMap((sent) =>
      // Another subscriber may have been faster.
      left.has(sent) ? sent.pipe(tap(() => left.delete(sent))) : EMPTY
    ));
  });
}
