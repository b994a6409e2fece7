/**
 * A cursor that is forgotten with the program.
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";

export type { Cursor, MaybePromise };

/**
 * Keeps a cursor in memory: for tests, and for a stream that is to go on where
 * it stopped while the program lives. For a restart it needs another place.
 *
 * @example Stop following, and go on later
 * ```ts
 * import { memoryCursor } from "@rxgroupme/client/cursors/memory";
 *
 * const cursor = memoryCursor();
 * cursor.set("175405230148217736");
 * console.log(cursor.get());
 * ```
 * @param value What is kept at first; nothing unless given.
 */
export function memoryCursor(value?: string): Required<Cursor> {
  let kept = value;
  return {
    get: () => kept,
    set: (next) => kept = next,
    compareAndSet(expected, next) {
      if (kept !== expected) return false;
      kept = next;
      return true;
    },
  };
}
