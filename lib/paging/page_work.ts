import { identity, Observable, type ObservableInput } from "rxjs";

/**
 * Makes the stream of a page's items: the next page is requested once it has
 * completed.
 */
export type PageWork = <T>(page: readonly T[]) => ObservableInput<T>;

/** That of the subscription which is being made at this moment. */
let current: PageWork = identity;

/** The work on each page that whoever subscribes now asks for. */
export function currentWork(): PageWork {
  return current;
}

/**
 * A stream of which the pagers do this work on their pages: so an operator sets
 * the pace of a listing above it. It reaches those that are subscribed to while
 * this one is.
 */
export function subscribedWith<T>(
  work: PageWork,
  source: Observable<T>,
): Observable<T> {
  // No operator surrounds the very call of subscribe().
  return new Observable((subscriber) => {
    const outer = current;
    current = work;
    try {
      return source.subscribe(subscriber);
    } finally {
      current = outer;
    }
  });
}
