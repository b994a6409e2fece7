import { EMPTY, exhaustMap, interval, merge, type Observable, tap } from "rxjs";
import { compareIds } from "../util/ids.ts";
import { type Context, itemOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";

/** Rows of the newest page, which each poll may carry. */
const NEWEST_ROWS = 100;

/** Follows which rows are on the screen, and reads old ones again. */
export function refresh<M extends TimelineMessage>(
  context: Context<M>,
): Observable<unknown> {
  const { visible$, store, polls } = context;
  const idOf = (key: string | undefined) => {
    const item = key === undefined ? undefined : itemOf(store, key);
    // What is not sent yet is below the newest row.
    return item && (item.id ?? store.state.rows.at(-1)?.id);
  };
  const watched = visible$.pipe(
    tap(({ first, last, focused = true, atEnd = false }) => {
      store.soon({
        type: "visible",
        first: idOf(first),
        last: idOf(last),
        isFocused: focused,
        isAtEnd: atEnd,
      });
      polls.isHidden$.next(!focused);
    }),
  );
  return merge(watched, rereadVisible(context));
}

/** Reads rows on the screen that are older than what polls carry. */
function rereadVisible<M extends TimelineMessage>(
  { host, options: { refresh: { visible } }, store, pages, polls }: Context<M>,
): Observable<unknown> {
  if (visible === false) return EMPTY;
  return interval(visible, host.session.scheduler).pipe(
    exhaustMap(() => {
      const { state } = store;
      const { first, isFocused } = state.visible;
      const isFollowed = polls.isPushed && polls.hasReactions;
      if (first === undefined || !isFocused || isFollowed) return EMPTY;
      const newest = state.rows[state.rows.length - NEWEST_ROWS]?.id;
      const isOld = state.to !== undefined ||
        newest !== undefined && compareIds(first, newest) < 0;
      return isOld ? pages.again(first) : EMPTY;
    }),
  );
}

/**
 * Reads the newest page where a source tells of messages, and not of reactions:
 * without activity half as often.
 */
export function rereadNewest<M extends TimelineMessage>(
  { host, options: { refresh }, polls, written$ }: Context<M>,
): Observable<unknown> {
  const { newest } = refresh;
  if (newest === false) return EMPTY;
  let ticks = 0;
  let isBusy = false;
  const busy = written$.pipe(tap(() => isBusy = true));
  const reads = interval(newest, host.session.scheduler).pipe(
    exhaustMap(() => {
      if (!polls.isPushed || ++ticks < (isBusy ? 1 : 2)) return EMPTY;
      ticks = 0;
      isBusy = false;
      return polls.again();
    }),
  );
  return merge(busy, reads);
}
