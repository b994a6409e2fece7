/**
 * A cursor that ends with the program.
 *
 * @example Stop a tail, and go on later
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import { memoryCursor } from "@rxgroupme/client/cursors/memory";
 * import { concat, take } from "rxjs";
 *
 * const cursor = memoryCursor();
 * const messages = Client.fromToken("...").groups.messages("1234");
 * const next = messages.tail({ cursor }).pipe(commit(cursor), take(1));
 * concat(next, next).subscribe({
 *   next: ({ text }) => console.log(text),
 *   complete: () => console.log("two are enough"),
 * });
 * ```
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";

export type { Cursor, MaybePromise };

/**
 * Makes a cursor in memory: for tests, and for a stream that goes on where it
 * stopped while the program runs. After a restart it is empty.
 *
 * @param value The text to begin with; none by default.
 */
export function memoryCursor(value?: string): Required<Cursor> {
  let stored = value;
  return {
    get: () => stored,
    set: (next) => stored = next,
    compareAndSet(expected, next) {
      if (stored !== expected) return false;
      stored = next;
      return true;
    },
  };
}
