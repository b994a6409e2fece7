import { filter, fromEvent, map, merge, type Observable, of } from "rxjs";

/** Whether the browser has a network, whenever that changes. */
export const online$: Observable<boolean> = merge(
  fromEvent(window, "online"),
  fromEvent(window, "offline"),
).pipe(map(() => navigator.onLine));

/** Emits at once, and each time that the network is back. */
export const network$: Observable<unknown> = merge(
  of(true),
  online$.pipe(filter(Boolean)),
);
