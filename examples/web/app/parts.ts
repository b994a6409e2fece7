import {
  defer,
  fromEvent,
  type Observable,
  of,
  retry,
  switchMap,
  take,
  timer,
} from "rxjs";

/** The longest wait before a part of the page is asked for again, in ms. */
const MOST_MS = 60_000;

/** Imports what shows a conversation. */
export const importView = importer(() => import("./conversation_view.tsx"));

/** Imports where messages are written. */
export const importComposer = importer(() => import("./composer.tsx"));

/** Imports what the first screen does without. */
export const importLater = importer(() => import("./later.ts"));

/** Imports what shows statistics. */
export const importStatistics = importer(() =>
  import("./statistics/statistics.tsx")
);

/**
 * Imports a part of the page. Chromium remembers that a module could not be
 * loaded, and asks no server for it again: then it has another address.
 */
function importer<T>(load: () => Promise<T>): () => Promise<T> {
  let address: string | undefined;
  let failures = 0;
  return () =>
    (address ? import(`${address}?${failures}`) : load()).catch((error) => {
      failures += 1;
      // Only a browser that remembers it tells of the address.
      address ??= /http\S+\.js/.exec(`${error}`)?.[0];
      throw error;
    });
}

/**
 * Loads a part of the page, again and again where the server is out of reach.
 * Emits once, then completes.
 */
export function loadPart<T>(load: () => Promise<T>): Observable<T> {
  return defer(load).pipe(
    retry({ delay: (_, n) => timer(Math.min(MOST_MS, 500 * 2 ** n)) }),
  );
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
