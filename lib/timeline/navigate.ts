import {
  catchError,
  defer,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  switchMap,
  take,
  takeUntil,
  tap,
} from "rxjs";
import { compareIds } from "../util/ids.ts";
import { type Context, intentsOf, itemOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import type { GroupMeError } from "../errors.ts";
import type { Input } from "./inputs.ts";
import { typedError } from "./status.ts";

/** Moves the window as the user wants it. */
export function navigate<M extends TimelineMessage>(
  { options, store, pages, polls, intents$ }: Context<M>,
): Observable<unknown> {
  const { older$, newer$, around, since } = options;

  /** Tells how work goes, which may fail and be left. */
  function tracked(
    work: () => Observable<never>,
    mark: (state?: "loading" | "failed", error?: GroupMeError) => Input,
  ): Observable<never> {
    const over = () => store.soon(mark());
    return defer(() => {
      store.now(mark("loading"));
      return work();
    }).pipe(
      tap({
        complete: over,
        unsubscribe: over,
        error: (error) => store.soon(mark("failed", typedError(error))),
      }),
      catchError(() => EMPTY),
    );
  }

  function atEdge(
    edge: "older" | "newer",
    work: () => Observable<never>,
  ): Observable<never> {
    return tracked(
      work,
      (how, error) => ({ type: "edge", edge, state: how ?? "more", error }),
    );
  }

  function fill(key: string): Observable<never> {
    const id = itemOf(store, key)?.id;
    const gap = id === undefined
      ? undefined
      : store.state.gaps.findLast(({ before }) => compareIds(before, id) <= 0);
    if (!gap || gap.state === "loading") return EMPTY;
    const { before } = gap;
    return tracked(
      () => pages.fill(before),
      (how) => ({ type: "filling", before, state: how ?? "open" }),
    );
  }

  // Where nothing is known of the end, any page could be taken for it.
  const ended = store.timeline$.pipe(
    filter(({ status }) => store.newestId !== "" || status.state === "live"),
    take(1),
  );
  /** Opens elsewhere than at the live end. */
  const opening = polls.opensLive || store.state.from !== undefined
    ? EMPTY
    : ended.pipe(
      switchMap(() => {
        if (since !== undefined) return of(pages.after(since));
        if (around !== "unread") return of(pages.around(around ?? ""));
        // Known by now, or soon: what is unread is asked for when it opens.
        return store.timeline$.pipe(
          filter(() => store.state.unread.isKnown),
          take(1),
          map(() => {
            const { readUpTo } = store.state.unread;
            return readUpTo && store.value.unread.count > 0
              ? pages.around(readUpTo)
              : pages.live();
          }),
        );
      }),
    );
  const moves = merge(
    intentsOf(intents$, "live").pipe(map(() => pages.live())),
    intentsOf(intents$, "jump").pipe(
      map(({ to }) => ended.pipe(switchMap(() => pages.around(to)))),
    ),
  );
  const { to, outgoing } = store.state;
  // The rows of what was sent without a subscriber are at the live end.
  const isAway = to !== undefined && outgoing.length > 0;
  const jumps = merge(
    isAway ? of(pages.live()) : opening.pipe(takeUntil(moves)),
    moves,
  ).pipe(switchMap((work) => atEdge("newer", () => work)));
  return merge(
    merge(older$, intentsOf(intents$, "older")).pipe(
      filter(() => (store.state.from ?? "") !== ""),
      exhaustMap(() => atEdge("older", () => pages.older())),
    ),
    merge(newer$, intentsOf(intents$, "newer")).pipe(
      filter(() => store.state.to !== undefined),
      exhaustMap(() => atEdge("newer", () => pages.newer())),
    ),
    jumps,
    intentsOf(intents$, "fill").pipe(
      mergeMap(({ key }) => fill(key)),
    ),
  );
}
