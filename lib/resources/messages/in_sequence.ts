import { concatMap, defer, EMPTY, from, type Observable, tap } from "rxjs";

/**
 * Sends parts in order, each after the one before it has succeeded. A further
 * subscription before the last one has succeeded goes on with the part that
 * failed, with the same Observable; after that, it begins with the first part.
 *
 * @param send Makes the Observable that sends a part; called once for each part
 * in each run.
 * @returns The values of each part, then completion.
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
