import { Observable } from "rxjs";

/** The part of the platform's own Observable that is used. */
export interface NativeObservable<T> {
  /** Calls the observer for what comes, until the signal is aborted. */
  subscribe(
    observer: {
      next(value: T): void;
      error(error: unknown): void;
      complete(): void;
    },
    options: { signal: AbortSignal },
  ): void;
}

interface NativeSubscriber<T> {
  next(value: T): void;
  error(error: unknown): void;
  complete(): void;
  addTeardown(teardown: () => void): void;
}

/** Makes the platform's own Observable of one of RxJS. */
export function toNative<T>(source: Observable<T>): NativeObservable<T> {
  const Native = Reflect.get(globalThis, "Observable") as new (
    start: (subscriber: NativeSubscriber<T>) => void,
  ) => NativeObservable<T>;
  return new Native((subscriber) => {
    const subscription = source.subscribe(subscriber);
    subscriber.addTeardown(() => subscription.unsubscribe());
  });
}

/** Makes an Observable of RxJS of the platform's own. */
export function fromNative<T>(source: NativeObservable<T>): Observable<T> {
  return new Observable((subscriber) => {
    const end = new AbortController();
    source.subscribe({
      next: (value) => subscriber.next(value),
      error: (error) => subscriber.error(error),
      complete: () => subscriber.complete(),
    }, { signal: end.signal });
    return () => end.abort();
  });
}
