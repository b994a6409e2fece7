import {
  catchError,
  defer,
  EMPTY,
  finalize,
  type Observable,
  type ObservableInput,
  of,
  switchMap,
  takeUntil,
  tap,
  throttleTime,
  timer,
} from "rxjs";
import { conversationKey } from "../tail/conversation_source.ts";
import { toId } from "../wire/json.ts";
import { readWindow, windowOf } from "./cache.ts";
import type { Context } from "./context.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";

/** The longest wait for a window that was kept, in ms: then it is left out. */
const RESTORE_TIMEOUT_MS = 1_000;

/** A window is kept this long after it has changed. */
const PAUSE_MS = 2_000;

/**
 * Shows the window as it was last kept. Emits once, or not at all; completes
 * when the window is there, or is not to be had.
 */
export function restoreWindow<M extends TimelineMessage>(
  { host, options: { cache }, store, polls }: Context<M>,
): Observable<unknown> {
  if (!cache || store.state.from !== undefined || !polls.opensLive) {
    return EMPTY;
  }
  return defer(() => answerOf(cache.get(cacheKeyOf(host)))).pipe(
    // One that is denied holds nothing, and one that hangs holds nobody up.
    catchError(() => EMPTY),
    takeUntil(timer(RESTORE_TIMEOUT_MS, host.session.scheduler)),
    tap((kept) => {
      const { me, rows } = readWindow(kept);
      if (store.state.from !== undefined || rows.length === 0) return;
      if (me !== undefined) store.soon({ type: "me", id: me });
      store.now({
        type: "page",
        rows,
        learned: { asOf: 0, seconds: 0 },
        span: { from: toId(rows[0]?.id) },
        grows: "reset",
      });
    }),
  );
}

/** Keeps the window after changes, and when the last subscriber leaves. */
export function keepWindow<M extends TimelineMessage>(
  { host, options: { cache }, store }: Context<M>,
): Observable<unknown> {
  if (!cache) return EMPTY;
  let kept: unknown = store.state.rows;
  const keep = defer(() => {
    const { state } = store;
    const window = state.rows === kept ? undefined : windowOf(state);
    kept = state.rows;
    return answerOf(window && cache.set(cacheKeyOf(host), window));
  }).pipe(
    // One that is full keeps nothing.
    catchError(() => EMPTY),
  );
  return store.timeline$.pipe(
    throttleTime(PAUSE_MS, host.session.scheduler, {
      leading: false,
      trailing: true,
    }),
    switchMap(() => keep),
    finalize(() => keep.subscribe()),
  );
}

function cacheKeyOf<M extends TimelineMessage>(
  { key }: TimelineHost<M>,
): string {
  return `timeline ${conversationKey(key)}`;
}

/** At once where it can be, so that the first snapshot has rows. */
function answerOf(answer: unknown): ObservableInput<unknown> {
  return answer instanceof Promise ? answer : of(answer);
}
