import type { Observable, Subscription } from "rxjs";

/** What came out of an Observable so far. */
export interface Watched<T> extends Disposable {
  readonly values: readonly T[];
  readonly error: unknown;
  readonly isComplete: boolean;
  readonly subscription: Subscription;
}

/** Subscribes, and keeps what comes; disposing of it unsubscribes. */
export function watch<T>(source: Observable<T>): Watched<T> {
  const values: T[] = [];
  const end: { error?: unknown; isComplete: boolean } = { isComplete: false };
  const subscription = source.subscribe({
    next: (value) => values.push(value),
    error: (error) => end.error = error,
    complete: () => end.isComplete = true,
  });
  return {
    values,
    get error() {
      return end.error;
    },
    get isComplete() {
      return end.isComplete;
    },
    subscription,
    [Symbol.dispose]: () => subscription.unsubscribe(),
  };
}
