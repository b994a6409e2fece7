import type { Observable } from "rxjs";

/**
 * Pulls from a stream: the next value that has not been given yet, and of
 * several the latest. Leaving the loop unsubscribes.
 */
export function latest<T>(source: Observable<T>): AsyncIterableIterator<T> {
  let leave = () => {};
  const values = pull(source, (how) => leave = how);
  const end = values.return;
  return Object.assign(values, {
    // A generator would only hear of it once the next value has come.
    return: () => {
      leave();
      return end.call(values, undefined);
    },
  });
}

async function* pull<T>(
  source: Observable<T>,
  onStart: (leave: () => void) => void,
): AsyncGenerator<T, undefined> {
  const values: T[] = [];
  let isOver = false;
  let failure: unknown;
  let wake = () => {};
  const end = (error?: unknown) => {
    failure = error;
    isOver = true;
    wake();
  };
  const subscription = source.subscribe({
    next: (value) => {
      values[0] = value;
      wake();
    },
    error: end,
    complete: () => end(),
  });
  onStart(() => {
    subscription.unsubscribe();
    values.length = 0;
    end();
  });
  try {
    for (;;) {
      if (values.length > 0) yield values.pop() as T;
      else if (failure !== undefined) throw failure;
      else if (isOver) return;
      else await new Promise<void>((resolve) => wake = resolve);
    }
  } finally {
    subscription.unsubscribe();
  }
}
