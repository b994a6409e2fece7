import { defer, finalize, from, type Observable } from "rxjs";

/**
 * Wraps a promise-based exchange as a cold Observable of its one value.
 *
 * @param exchange Runs once for each subscription, and reads the whole body. Its
 * signal aborts on unsubscription.
 */
export function abortable<T>(
  exchange: (signal: AbortSignal) => Promise<T>,
): Observable<T> {
  return defer(() => {
    let underWay: AbortController | undefined = new AbortController();
    const answer = exchange(underWay.signal);
    const end = () => {
      underWay = undefined;
    };
    // Whoever leaves on the value, as first() does, leaves what has ended: that
    // needs no abort, and the reason of one takes time.
    answer.then(end, end);
    // Not by tap(), which is not told where the exchange itself, as it began,
    // ended the subscription.
    return from(answer).pipe(finalize(() => underWay?.abort()));
  });
}
