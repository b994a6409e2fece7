import { Observable } from "rxjs";

/** What Web Locks are used for here. */
export interface Locks {
  /** Runs `callback` as soon as nobody else holds the lock of that name. */
  request(
    name: string,
    options: { signal: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

/**
 * Emits once it holds a lock, and lets go of it when it is unsubscribed from;
 * the browser does that for a tab that dies.
 */
export function hold(locks: Locks, name: string): Observable<void> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const { signal } = controller;
    const held = () =>
      new Promise<void>((resolve) => {
        subscriber.add(resolve);
        subscriber.next();
      });
    locks.request(name, { signal }, held)
      .catch((error) => subscriber.error(error));
    return () => controller.abort();
  });
}
