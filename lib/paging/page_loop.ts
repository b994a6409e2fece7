import {
  defer,
  EMPTY,
  lastValueFrom,
  Observable,
  type ObservableInput,
  Subject,
  takeUntil,
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
 * apart from the `prefetch` ones that are asked for meanwhile.
 *
 * @param work Made of each page that holds something; its completion asks for
 * the next page.
 */
export function drainPages<T, R>(
  open: OpenPages<T>,
  prefetch: number,
  work: (page: readonly T[]) => ObservableInput<R>,
): Observable<R> {
  return new Observable((subscriber) => {
    const { next, background = EMPTY } = open();
    const left = new Subject<void>();
    /** The page to work on, then the one that was asked for meanwhile. */
    let page: readonly T[] | undefined = [];
    let underWay = 0;
    let isTurning = false;
    const error = (error: unknown) => subscriber.error(error);

    /** Goes on until something has to be waited for. */
    function turn(): void {
      // A loop and no recursion: pages that are at hand are no deep stack.
      if (isTurning) return;
      isTurning = true;
      while (page && underWay === 0) {
        const current = page;
        page = undefined;
        if (prefetch) ask();
        follow(
          current.length > 0 ? defer(() => work(current)) : EMPTY,
          (value) => subscriber.next(value),
          () => prefetch || ask(),
        );
      }
      isTurning = false;
      if (underWay === 0) subscriber.complete();
    }

    function ask(): void {
      follow(defer(next), (asked) => page = asked);
    }

    function follow<V>(
      source: Observable<V>,
      next: (value: V) => void,
      then?: () => void,
    ): void {
      if (subscriber.closed) return;
      underWay += 1;
      source.pipe(takeUntil(left)).subscribe({
        next,
        error,
        complete: () => {
          then?.();
          underWay -= 1;
          turn();
        },
      });
    }

    subscriber.add(() => left.next());
    background.pipe(takeUntil(left)).subscribe({ error });
    turn();
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
  const left = new Subject<void>();
  const items = generate(open, prefetch, left);
  const end = items.return;
  return Object.assign(items, {
    return: () => {
      left.next();
      return end.call(items, undefined);
    },
  });
}

async function* generate<T>(
  open: OpenPages<T>,
  prefetch: number,
  left: Subject<void>,
): AsyncGenerator<T, undefined> {
  const { next, background = EMPTY } = open();
  const ask = () => {
    const page = lastValueFrom(next().pipe(takeUntil(left)), {
      defaultValue: undefined,
    });
    // Where it was requested ahead, its failure is met when its turn comes.
    page.catch(() => {});
    return page;
  };
  background.pipe(takeUntil(left)).subscribe();
  try {
    let ahead: ReturnType<typeof ask> | undefined;
    for (;;) {
      const page = await (ahead ?? ask());
      if (!page) return;
      ahead = prefetch ? ask() : undefined;
      yield* page;
    }
  } finally {
    left.next();
  }
}
