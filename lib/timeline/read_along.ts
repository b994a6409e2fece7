import { catchError, EMPTY, filter, map, merge, type Observable } from "rxjs";
import { switchMap, take, tap } from "rxjs";
import { RateLimited } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import { type Context, intentsOf, itemOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { endured } from "./identify.ts";
import { spaced } from "./spaced.ts";

/** After a 429 no receipt is sent for an hour. */
const REST_MS = 3_600_000;

/** Shows what is unread, and tells GroupMe what was read. */
export function readAlong<M extends TimelineMessage>(
  { host, options: { read }, store, intents$, visible$ }: Context<M>,
): Observable<unknown> {
  if (!read) return EMPTY;
  const clock = monotonicClock(host.session.scheduler);
  let restsUntil = -Infinity;
  let markedId = "";
  const reads = intentsOf(intents$, "read").pipe(
    map(({ key }) => {
      const id = key === undefined ? undefined : itemOf(store, key)?.id;
      store.now({ type: "read", id });
      return id ?? store.state.rows.at(-1)?.id;
    }),
  );
  const opened = store.timeline$.pipe(
    // Without rows, where it opens at the first unread one.
    filter(({ me, status }) => me !== undefined && status.state === "live"),
    take(1),
    switchMap(() => endured(host, read.place(host.key))),
    tap((place) => {
      // Receipts only go forward.
      if (compareIds(place.readUpTo, markedId) > 0) markedId = place.readUpTo;
      store.soon({ type: "unread", ...place });
    }),
  );
  // While one looks at the end, what comes is read.
  const seen = merge(store.timeline$, visible$).pipe(
    filter(() => {
      const { isAtEnd, isFocused } = store.state.visible;
      return isAtEnd === true && isFocused && store.state.to === undefined;
    }),
    map(() => store.state.rows.at(-1)?.id),
  );
  return merge(
    opened,
    merge(reads, seen).pipe(
      filter(Boolean),
      filter((id) => compareIds(id, markedId) > 0),
      spaced(host.session.scheduler),
      filter((id) => compareIds(id, markedId) > 0),
      filter(() => clock() >= restsUntil),
      switchMap((id) => {
        markedId = id;
        return read.mark(host.key, id).pipe(
          catchError((error) => {
            // As GroupMe's own app does. The next one tells more.
            if (error instanceof RateLimited) restsUntil = clock() + REST_MS;
            return EMPTY;
          }),
        );
      }),
    ),
  );
}
