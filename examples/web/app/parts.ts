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
