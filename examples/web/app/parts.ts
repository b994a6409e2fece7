import {
  defer,
  fromEvent,
  type Observable,
  of,
  retry,
  switchMap,
  take,
  tap,
  timer,
} from "rxjs";

/** The longest wait before a part of the page is asked for again, in ms. */
const MOST_MS = 60_000;

/** A part of the page that is loaded later. */
export interface Part<T> {
  /** What it exports, if it is loaded. */
  readonly loaded: T | undefined;
  /**
   * Loads it, again and again where the server is out of reach; emits what it
   * exports, then completes.
   */
  readonly load$: Observable<T>;
}

/** What shows a conversation. */
export const VIEW = part(importer(() => import("./conversation_view.tsx")));

/** Where messages are written. */
export const COMPOSER = part(importer(() => import("./composer.tsx")));

/** What the first screen does without. */
export const LATER = part(importer(() => import("./later.ts")));

const importStatistics = importer(() => import("./statistics/statistics.tsx"));

/** What draws statistics, and how they look. */
export const STATISTICS = part(async () => {
  const imported = await importStatistics();
  await imported.loadLooks();
  return imported;
});

function part<T>(load: () => Promise<T>): Part<T> {
  let loaded: T | undefined;
  return {
    get loaded() {
      return loaded;
    },
    load$: defer(load).pipe(
      retry({ delay: (_, n) => timer(Math.min(MOST_MS, 500 * 2 ** n)) }),
      tap((it) => loaded = it),
    ),
  };
}

/**
 * Imports a module. Chromium remembers that one could not be loaded, and asks no
 * server for it again: then it has another address.
 */
function importer<T>(load: () => Promise<T>): () => Promise<T> {
  let address: string | undefined;
  let failures = 0;
  return () =>
    (address ? import(`${address}?${failures}`) : load()).catch((error) => {
      failures += 1;
      // Where the error tells of none, it is asked for by its own again.
      address ??= /http\S+\.js/.exec(`${error}`)?.[0];
      throw error;
    });
}

/** Emits once the page has loaded, or at once if it has; then completes. */
export const whenLoaded$: Observable<unknown> = defer(() =>
  document.readyState === "complete"
    ? of(undefined)
    : fromEvent(window, "load").pipe(take(1))
).pipe(
  // Behind what the page itself asks for then.
  switchMap(() => timer(0)),
);
