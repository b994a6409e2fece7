import type { MaybePromise } from "../cursors/cursor.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import { isId } from "../util/ids.ts";
import { isObject, toId, toObject } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { State } from "./state.ts";

/** A store of windows; each of its methods may give a promise, or fail. */
export interface TimelineCache {
  /** Reads what is kept under a name; nothing if nothing is. */
  get(name: string): MaybePromise<unknown>;
  /** Keeps plain JSON under a name, in place of what was there. */
  set(name: string, value: unknown): MaybePromise<unknown>;
}

/** Keeps windows for as long as the program runs. */
export function memoryCache(): TimelineCache {
  const values = new Map<string, unknown>();
  return {
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
  };
}

/** A window as it is kept. */
export interface KeptWindow {
  /** One's own user id. */
  readonly me: string | undefined;
  /** The rows, oldest first. */
  readonly rows: readonly MessageData[];
}

/** The window of a state, as it is kept; nothing while it is not at the end. */
export function windowOf<M>(
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
export function readWindow(kept: unknown): KeptWindow {
  const { rows, me } = toObject(kept);
  return {
    me: typeof me === "string" ? me : undefined,
    // A row without an id is not shown, and would be no end of the window.
    rows: Array.isArray(rows)
      ? rows.filter((row) => isObject(row) && isId(toId(row.id)))
      : [],
  };
}
