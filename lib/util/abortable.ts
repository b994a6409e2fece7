import { Observable } from "rxjs";

/**
 * Wraps a promise-based exchange as a cold Observable of its one value.
 *
 * @param exchange Runs once for each subscription, and reads the whole body. Its
 * signal aborts on unsubscription.
 */
export function abortable<T>(
  exchange: (signal: AbortSignal) => Promise<T>,
): Observable<T> {
  // No operator hands a signal to a promise.
  return new Observable((subscriber) => {
    const controller = new AbortController();
    let isOver = false;
    exchange(controller.signal).then(
      (value) => {
        // Whoever leaves on the value, as first() does, leaves what has ended:
        // that needs no abort, and the reason of one takes time.
        isOver = true;
        subscriber.next(value);
        subscriber.complete();
      },
      (error) => {
        isOver = true;
        subscriber.error(error);
      },
    );
    return () => isOver || controller.abort();
  });
}
