import { defer, finalize, from, type Observable } from "rxjs";

/**
 * Wraps a promise-based exchange as a cold Observable of its one value.
 *
 * @param exchange Runs once a subscription, and reads its whole body: its
 * signal aborts as soon as the subscription ends.
 */
export function abortable<T>(
  exchange: (signal: AbortSignal) => Promise<T>,
): Observable<T> {
  return defer(() => {
    const controller = new AbortController();
    return from(exchange(controller.signal)).pipe(
      finalize(() => controller.abort()),
    );
  });
}
