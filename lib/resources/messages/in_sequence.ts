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
  const remaining = new Set<Observable<R>>();
  return defer(() => {
    if (remaining.size === 0) {
      parts.forEach((part, n) => remaining.add(send(part, n)));
    }
    return from([...remaining]).pipe(concatMap((sent) =>
      // Another subscriber may have been faster.
      remaining.has(sent) ? sent.pipe(tap(() => remaining.delete(sent))) : EMPTY
    ));
  });
}
