import { Observable } from "rxjs";

/** The part of Web Locks that is used here. */
export interface Locks {
  /**
   * Runs `callback` once no other holds the lock of that name; with `steal`
   * at once, which rejects the request of its holder with an `AbortError`.
   */
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

/**
 * Emits once it holds a lock, which unsubscribing releases; the browser does
 * that for a tab that dies. Errors when the lock is denied or stolen.
 */
export function holdLock(
  locks: Locks,
  name: string,
  steal?: boolean,
): Observable<void> {
  // A new Observable, since the lock is held until its own teardown.
  return new Observable((subscriber) => {
    const controller = new AbortController();
    // The two exclude each other.
    const options = steal ? { steal } : { signal: controller.signal };
    const held = () =>
      new Promise<void>((resolve) => {
        subscriber.add(resolve);
        subscriber.next();
      });
    locks.request(name, options, held)
      .catch((error) => subscriber.error(error));
    return () => controller.abort();
  });
}
