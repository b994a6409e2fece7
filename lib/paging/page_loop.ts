import {
  defer,
  EMPTY,
  from,
  Observable,
  type ObservableInput,
  Subject,
  takeUntil,
} from "rxjs";

/** Fetches the next page; `undefined` is the end. */
export type NextPage<T> = () => Observable<readonly T[] | undefined>;

/** One run over the pages of a listing, with its position. */
export interface Run<T> {
  /** Fetches the next page. */
  readonly next: NextPage<T>;
  /** Work beside the pages, for as long as the run lasts. */
  readonly background?: Observable<never>;
}

/** Starts a run. */
export type OpenPages<T> = () => Run<T>;

/**
 * Fetches page after page, and none before the work on the last one is done, but
 * for `prefetch` pages that are requested meanwhile.
 *
 * @param work Makes the work on a page with items; its completion requests the
 * next page.
 */
export function drainPages<T, R>(
  open: OpenPages<T>,
  prefetch: number,
  work: (page: readonly T[]) => ObservableInput<R>,
): Observable<R> {
  return new Observable((subscriber) => {
    const { next, background = EMPTY } = open();
    const stop$ = new Subject<void>();
    /** The page to work on, then the one that was requested meanwhile. */
    let page: readonly T[] | undefined = [];
    let underWay = 0;
    let isDraining = false;
    const error = (error: unknown) => subscriber.error(error);

    /** Works until there is something to wait for. */
    function drain(): void {
      // A loop and no recursion: pages that are at hand are no deep stack.
      if (isDraining) return;
      isDraining = true;
      while (page && underWay === 0) {
        const current = page;
        page = undefined;
        if (prefetch) request();
        if (current.length === 0) {
          requestNext();
          continue;
        }
        if (subscriber.closed) break;
        const values = start(current);
        // Most often it is the page as it is: that needs no subscription.
        if (Array.isArray(values)) deliver(values);
        else if (values) {
          // It may not wait for anything, and has to see that nobody listens.
          const worked = from(values).pipe(takeUntil(stop$));
          attach(worked, deliverOne, requestNext);
        }
      }
      isDraining = false;
      if (underWay === 0) subscriber.complete();
    }

    function start(current: readonly T[]): ObservableInput<R> | undefined {
      try {
        return work(current);
      } catch (thrown) {
        error(thrown);
        return undefined;
      }
    }

    function deliver(values: readonly R[]): void {
      for (const value of values) {
        if (subscriber.closed) return;
        subscriber.next(value);
      }
      requestNext();
    }

    function deliverOne(value: R): void {
      subscriber.next(value);
    }

    function requestNext(): void {
      if (!prefetch) request();
    }

    function request(): void {
      attach(defer(next), (requested) => page = requested);
    }

    function attach<V>(
      source: Observable<V>,
      next: (value: V) => void,
      then?: () => void,
    ): void {
      if (subscriber.closed) return;
      underWay += 1;
      subscriber.add(source.subscribe({
        next,
        error,
        complete: () => {
          then?.();
          underWay -= 1;
          drain();
        },
      }));
    }

    subscriber.add(() => stop$.next());
    // Ended at once for whoever has left while this was subscribed to.
    subscriber.add(background.subscribe({ error }));
    drain();
  });
}

/**
 * Iterates over the items of all pages. A page is requested when its first item
 * is pulled; returning aborts the request under way.
 */
export function iterate<T>(
  open: OpenPages<T>,
  prefetch: number,
): AsyncIterableIterator<T> {
  const stop$ = new Subject<void>();
  const items = generate(open, prefetch, stop$);
  const end = items.return;
  return Object.assign(items, {
    return: () => {
      stop$.next();
      return end.call(items, undefined);
    },
  });
}

async function* generate<T>(
  open: OpenPages<T>,
  prefetch: number,
  stop$: Subject<void>,
): AsyncGenerator<T, undefined> {
  const { next, background = EMPTY } = open();
  const request = () => {
    let page: readonly T[] | undefined;
    const requested = next().pipe(takeUntil(stop$))
      .forEach((it) => void (page = it)).then(() => page);
    // Where it was requested ahead, its failure is met when its turn comes.
    requested.catch(() => {});
    return requested;
  };
  background.pipe(takeUntil(stop$)).subscribe();
  try {
    let ahead: ReturnType<typeof request> | undefined;
    for (;;) {
      const page = await (ahead ?? request());
      if (!page) return;
      ahead = prefetch ? request() : undefined;
      yield* page;
    }
  } finally {
    stop$.next();
  }
}
