import { Observable } from "rxjs";

/**
 * Wraps a promise-based exchange as a cold Observable of its one value.
 *
 * @param exchange Runs once a subscription, and reads its whole body: its
 * signal aborts as soon as the subscription is left.
 */
export function abortable<T>(
  exchange: (signal: AbortSignal) => Promise<T>,
): Observable<T> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    let isOver = false;
    exchange(controller.signal).then((value) => {
      isOver = true;
      subscriber.next(value);
      subscriber.complete();
    }, (error) => {
      isOver = true;
      subscriber.error(error);
    });
    return () => {
      // What has ended needs none, and the reason of an abort takes time.
      if (!isOver) controller.abort();
    };
  });
}
