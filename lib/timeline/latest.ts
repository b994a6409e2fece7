import type { Observable, Subscription } from "rxjs";

/**
 * Pulls from a stream: the next value that has not been given yet, and of
 * several the latest. Leaving the loop unsubscribes.
 */
export async function* latest<T>(
  source: Observable<T>,
): AsyncIterableIterator<T> {
  const values: T[] = [];
  let isOver = false;
  let failure: unknown;
  let wake = () => {};
  let subscription: Subscription | undefined;
  try {
    subscription = source.subscribe({
      next: (value) => {
        values[0] = value;
        wake();
      },
      error: (error) => {
        failure = error;
        isOver = true;
        wake();
      },
      complete: () => {
        isOver = true;
        wake();
      },
    });
    for (;;) {
      if (values.length === 0) {
        if (failure !== undefined) throw failure;
        if (isOver) return;
        await new Promise<void>((resolve) => wake = resolve);
        continue;
      }
      yield values.pop() as T;
    }
  } finally {
    subscription?.unsubscribe();
  }
}
