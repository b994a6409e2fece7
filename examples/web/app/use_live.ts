import { useEffect, useState } from "preact/hooks";
import type { Observable } from "rxjs";

/** A value that is there at once, and changes. */
export type Live<T> = Observable<T> & { readonly value: T };

/** The snapshot of now; draws again when there is another. */
export function useLive<T>(live: Live<T>): T {
  const [shown, show] = useState({ live, value: live.value });
  useEffect(() => {
    const subscription = live.subscribe((value) => show({ live, value }));
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

/** What an Observable emits first, subscribed to once it is wanted. */
export function useOnce<T>(
  source: Observable<T>,
  isWanted: boolean,
): T | undefined {
  const [value, show] = useState<T>();
  useEffect(() => {
    if (!isWanted) return;
    // A component among it is no function that gives the next value.
    const subscription = source.subscribe((next) => show(() => next));
    return () => subscription.unsubscribe();
  }, [source, isWanted]);
  return value;
}
