import { useEffect, useState } from "preact/hooks";
import { catchError, EMPTY, type Observable, switchMap } from "rxjs";
import { network$ } from "./network.ts";

/** A value that is there at once, and changes. */
export type Live<T> = Observable<T> & { readonly value: T };

/**
 * The snapshot of now; draws again when there is another. Its run begins anew
 * when the network is back, as the pause after a failure may be long.
 */
export function useLive<T>(live: Live<T>): T {
  const [shown, show] = useState({ live, value: live.value });
  useEffect(() => {
    const subscription = network$.pipe(switchMap(() => live))
      .subscribe((value) => show({ live, value }));
    return () => subscription.unsubscribe();
  }, [live]);
  return shown.live === live ? shown.value : live.value;
}

/** What an Observable emitted last, from a first value on. */
export function useLatest<T>(source: Observable<T>, first: T): T {
  const [value, show] = useState(first);
  useEffect(() => {
    const subscription = source.subscribe(show);
    return () => subscription.unsubscribe();
  }, [source]);
  return value;
}

/**
 * The answer to what is asked, once it is there; nothing where it fails.
 *
 * @param inputs What the question depends on: it is asked again with others.
 */
export function useAnswer<T>(
  ask: () => Observable<T> | undefined,
  inputs: readonly unknown[],
): T | undefined {
  const [value, show] = useState<T>();
  useEffect(() => {
    // A component among answers is no function that gives the next value.
    const asked = ask()?.pipe(catchError(() => EMPTY))
      .subscribe((next) => show(() => next));
    return () => asked?.unsubscribe();
  }, inputs);
  return value;
}
