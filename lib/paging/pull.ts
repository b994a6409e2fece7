import {
  concat,
  concatMap,
  defer,
  EMPTY,
  lastValueFrom,
  merge,
  NEVER,
  type Observable,
  type ObservableInput,
  range,
  Subject,
  takeUntil,
  takeWhile,
} from "rxjs";

/** Fetches the next page; `undefined` is the end. */
export type NextPage<T> = () => Observable<readonly T[] | undefined>;

/** One run over the pages of a listing, which knows where it stands. */
export interface Run<T> {
  /** Fetches the next page. */
  readonly next: NextPage<T>;
  /** Goes on beside the pages, for as long as the run does. */
  readonly background?: Observable<never>;
}

/** Starts a run. */
export type OpenPages<T> = () => Run<T>;

/**
 * Fetches page after page, and no page before the last one's work is done,
 * apart from the `prefetch` ones that may be under way meanwhile.
 *
 * @param work Made of each page; its completion asks for the next page.
 */
export function pump<T, R>(
  open: OpenPages<T>,
  prefetch: number,
  work: (page: readonly T[]) => ObservableInput<R>,
): Observable<R> {
  return defer(() => {
    const { next, background = NEVER } = open();
    const demand = new Subject<unknown>();
    const done = defer(() => {
      demand.next(undefined);
      return EMPTY;
    });
    const asked = merge(demand, range(0, 1 + prefetch));
    return merge(background, asked).pipe(
      concatMap(next),
      takeWhile((page) => page !== undefined),
      concatMap((page) => concat(work(page), done)),
    );
  });
}

/**
 * The same for a consumer that pulls: the next page is requested when it asks
 * for its first item. Leaving aborts what is under way.
 */
export function iterate<T>(
  open: OpenPages<T>,
  prefetch: number,
): AsyncIterableIterator<T> {
  const stop = new Subject<void>();
  const items = generate(open(), prefetch, stop);
  return {
    next: () => items.next(),
    return: () => {
      stop.next();
      return items.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* generate<T>(
  { next, background = NEVER }: Run<T>,
  prefetch: number,
  stop: Subject<void>,
): AsyncGenerator<T, undefined> {
  const fetch = () => {
    const page = lastValueFrom(next().pipe(takeUntil(stop)), {
      defaultValue: undefined,
    });
    // Where it was requested ahead, its failure is met when its turn comes.
    page.catch(() => {});
    return page;
  };
  const beside = background.subscribe();
  let ahead: ReturnType<typeof fetch> | undefined;
  try {
    for (;;) {
      const page = await (ahead ?? fetch());
      if (page === undefined) return;
      ahead = prefetch > 0 ? fetch() : undefined;
      yield* page;
    }
  } finally {
    stop.next();
    beside.unsubscribe();
  }
}
