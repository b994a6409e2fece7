import {
  defer,
  lastValueFrom,
  NEVER,
  noop,
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
 * @param work Made of each page; its completion asks for the next page.
 */
export function pump<T, R>(
  open: OpenPages<T>,
  prefetch: number,
  work: (page: readonly T[]) => ObservableInput<R>,
): Observable<R> {
  return new Observable((subscriber) => {
    const { next, background = NEVER } = open();
    const left = new Subject<void>();
    const pages: (readonly T[])[] = [];
    let isAsking = false;
    let isWorking = false;
    let isOver = false;
    let isTurning = false;

    /** Goes on until something has to be waited for. */
    function turn(): void {
      // A loop and no recursion: pages that are at hand are no deep stack.
      if (isTurning) return;
      isTurning = true;
      while (!subscriber.closed && (ask() || begin()));
      isTurning = false;
      if (isOver && !isWorking) subscriber.complete();
    }

    /** Asks for a page, if one is due: before the work, so that they overlap. */
    function ask(): boolean {
      const held = pages.length + Number(isWorking);
      if (isAsking || isOver || held > prefetch) return false;
      isAsking = true;
      let page: readonly T[] | undefined;
      follow(defer(next), (value) => page = value, () => {
        isAsking = false;
        if (page === undefined) isOver = true;
        else pages.push(page);
        turn();
      });
      return true;
    }

    /** Begins the work on a page, if there is one. */
    function begin(): boolean {
      const page = isWorking ? undefined : pages.shift();
      if (page === undefined) return false;
      isWorking = true;
      follow(defer(() => work(page)), (value) => subscriber.next(value), () => {
        isWorking = false;
        turn();
      });
      return true;
    }

    function follow<V>(
      source: Observable<V>,
      next: (value: V) => void,
      complete: () => void,
    ): void {
      const error = (error: unknown) => subscriber.error(error);
      source.pipe(takeUntil(left)).subscribe({ next, error, complete });
    }

    subscriber.add(() => left.next());
    follow(background, noop, noop);
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
  const stop = new Subject<void>();
  const items = generate(open, prefetch, stop);
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
  open: OpenPages<T>,
  prefetch: number,
  stop: Subject<void>,
): AsyncGenerator<T, undefined> {
  const { next, background = NEVER } = open();
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
