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
import { encodeReaction } from "../resources/encode_reaction.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import { isId } from "../util/ids.ts";
import { isObject, toId, toObject } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { Context } from "./context.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { State } from "./state.ts";

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

/** A window as it is kept. */
interface KeptWindow {
  /** One's own user id. */
  readonly me: string | undefined;
  /** The rows, oldest first. */
  readonly rows: readonly MessageData[];
}

/** The window of a state, as it is kept; nothing while it is not at the end. */
function windowOf<M>(
  { rows, from, to, gaps, config, timeline: { me } }: State<M>,
): KeptWindow | undefined {
  if (from === undefined || to !== undefined) return undefined;
  // Rows above a gap, or more than two pages back, are loaded when needed.
  const gap = gaps.at(-1)?.before;
  const start = Math.max(
    rows.length - 2 * config.page,
    gap === undefined ? 0 : rows.findIndex(({ id }) => id === gap),
    0,
  );
  return {
    me,
    rows: rows.slice(start).map(({ data, reactions }) => ({
      ...data,
      reactions: reactions.tallies.map(({ reaction, userIds }) => ({
        ...encodeReaction(reaction),
        user_ids: [...userIds],
      })),
    })),
  };
}

/** Reads a kept window; anything else reads as one without rows. */
function readWindow(kept: unknown): KeptWindow {
  const { rows, me } = toObject(kept);
  return {
    me: typeof me === "string" ? me : undefined,
    // A row without an id is not shown, and would be no end of the window.
    rows: Array.isArray(rows)
      ? rows.filter((row) => isObject(row) && isId(toId(row.id)))
      : [],
  };
}
