import type { Observable } from "rxjs";
import {
  catchError,
  EMPTY,
  filter,
  map,
  merge,
  switchMap,
  take,
  tap,
  throttleTime,
} from "rxjs";
import { compareIds } from "../util/ids.ts";
import { type Context, itemOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { endured } from "./identify.ts";

/** A read receipt is sent at most this often. */
const PAUSE_MS = 10_000;

/** Shows what is unread, and tells GroupMe what was read. */
export function readAlong<M extends TimelineMessage>(
  { host, options: { read }, store, intents$ }: Context<M>,
): Observable<unknown> {
  const reads = intents$.pipe(
    filter((it) => it.type === "read"),
    map(({ key }) => {
      store.now({ type: "read" });
      const id = key === undefined ? undefined : itemOf(store, key)?.id;
      return id ?? store.state.rows.at(-1)?.id;
    }),
    filter((id) => id !== undefined),
  );
  if (!read) return reads;
  const opened = store.timeline$.pipe(
    // Without rows, where it opens at the first unread one.
    filter(({ me, status }) => me !== undefined && status.state === "live"),
    take(1),
    switchMap(() => endured(host, read.place(host.key))),
    tap((place) => store.soon({ type: "unread", ...place })),
  );
  let told = "";
  // While one looks at the end, what comes is read.
  const seen = store.timeline$.pipe(
    filter(() => {
      const { isAtEnd, isFocused } = store.state.visible;
      return isAtEnd === true && isFocused && store.state.to === undefined;
    }),
    map(() => store.state.rows.at(-1)?.id),
    filter((id) => id !== undefined),
  );
  return merge(
    opened,
    merge(reads, seen).pipe(
      filter((id) => compareIds(id, told) > 0),
      throttleTime(PAUSE_MS, host.session.scheduler, {
        leading: true,
        trailing: true,
      }),
      filter((id) => compareIds(id, told) > 0),
      switchMap((id) => {
        told = id;
        return read.mark(host.key, id).pipe(
          // The next one tells more.
          catchError(() => EMPTY),
        );
      }),
    ),
  );
}
