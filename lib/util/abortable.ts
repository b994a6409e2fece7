import { defer, from, type Observable, tap } from "rxjs";

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
    const controller = new AbortController();
    let isOver = false;
    return from(exchange(controller.signal)).pipe(
      tap({
        // Whoever leaves on the value, as first() does, leaves what has ended:
        // that needs no abort, and the reason of one takes time.
        next: () => isOver = true,
        unsubscribe: () => isOver || controller.abort(),
      }),
    );
  });
}
