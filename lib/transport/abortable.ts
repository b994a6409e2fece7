import { defer, from, type Observable, tap } from "rxjs";

/**
 * Wraps a promise-based exchange as a cold Observable of its one value.
 *
 * @param exchange Runs once a subscription, and reads its whole body: its
 * signal aborts as soon as the subscription is left.
 */
export function abortable<T>(
  exchange: (signal: AbortSignal) => Promise<T>,
): Observable<T> {
  return defer(() => {
    const controller = new AbortController();
    return from(exchange(controller.signal)).pipe(
      // What has ended needs none, and the reason of an abort takes time.
      tap({ unsubscribe: () => controller.abort() }),
    );
  });
}
