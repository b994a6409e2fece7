import {
  catchError,
  EMPTY,
  exhaustMap,
  interval,
  merge,
  type Observable,
  tap,
} from "rxjs";
import { compareIds } from "../util/ids.ts";
import { type Context, itemOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";

/** Rows of the newest page, which each poll may carry. */
const NEWEST_ROWS = 100;

/** Follows which rows are on the screen, and reads old ones again. */
export function refresh<M extends TimelineMessage>(
  { host, options, store, pages, polls }: Context<M>,
): Observable<unknown> {
  const { visible$ = EMPTY, refresh: { visible: every } } = options;
  const watched = visible$.pipe(
    tap(({ first, last, focused = true, atEnd = false }) => {
      store.soon({
        type: "visible",
        first: first === undefined ? undefined : itemOf(store, first)?.id,
        last: last === undefined ? undefined : itemOf(store, last)?.id,
        isFocused: focused,
        isAtEnd: atEnd,
      });
      polls.isHidden$.next(!focused);
    }),
  );
  if (every === false) return watched;
  const again = interval(every, host.session.scheduler).pipe(
    exhaustMap(() => {
      const { state } = store;
      const { first, isFocused } = state.visible;
      if (first === undefined || !isFocused || polls.isPushed) return EMPTY;
      const newest = state.rows[state.rows.length - NEWEST_ROWS]?.id;
      const isOld = state.to !== undefined ||
        newest !== undefined && compareIds(first, newest) < 0;
      // The next time will do as well.
      return isOld ? pages.again(first).pipe(catchError(() => EMPTY)) : EMPTY;
    }),
  );
  return merge(watched, again);
}
