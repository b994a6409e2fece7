/**
 * A cursor in a browser's `localStorage`, or in any other `Storage`.
 *
 * @example Go on after a reload
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import { webStorageCursor } from "@rxgroupme/client/cursors/web_storage";
 *
 * const client = Client.fromToken("...");
 * // With { locks: navigator.locks } two tabs on it are noticed.
 * const cursor = webStorageCursor(localStorage, "group 1234");
 * client.groups.messages("1234").tail({ cursor })
 *   .pipe(commit(cursor))
 *   .subscribe(({ name, text }) => console.log(name, text));
 * ```
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";
import { assertStore } from "./store.ts";

export type { Cursor, MaybePromise };

/** The part of a `Storage`, such as `localStorage`, that a cursor needs. */
export interface WebStorage {
  /** Reads the text under a key. */
  getItem(key: string): string | null;
  /** Stores a text under a key. */
  setItem(key: string, value: string): void;
}

/** The part of a `LockManager`, which is `navigator.locks`, that a cursor needs. */
export interface WebLocks {
  /** Runs `callback` while no other holder of `name` runs. */
  request<T>(name: string, callback: () => T): Promise<Awaited<T>>;
}

/** Options of a cursor in Web Storage. */
export interface WebStorageCursorOptions {
  /**
   * `navigator.locks`, which makes `compareAndSet()` one step among all tabs.
   * Without it that is one step in its own tab only: another tab may write
   * between the comparison and the change.
   *
   * @default {none: one step in its own tab}
   */
  locks?: WebLocks | undefined;
}

/**
 * Stores a cursor in Web Storage, for one origin: in `localStorage` it outlives
 * the browser, in `sessionStorage` a reload of the tab. A write throws the error
 * of `setItem()` when the storage is full or forbidden.
 *
 * @param key The name of the cursor, one for each stream.
 * @throws {TypeError} When `storage` or `key` is of another kind.
 * @throws {RangeError} When `key` is empty.
 */
export function webStorageCursor(
  storage: WebStorage,
  key: string,
  options: WebStorageCursorOptions = {},
): Required<Cursor> {
  assertStore(storage, "getItem", "storage", key);
  const { locks } = options;
  const alone = <T>(change: () => T): MaybePromise<T> =>
    locks ? locks.request(`cursor ${key}`, change) as Promise<T> : change();
  return {
    get: () => storage.getItem(key),
    set: (value) => alone(() => storage.setItem(key, value)),
    compareAndSet: (expected, value) =>
      alone(() => {
        if ((storage.getItem(key) ?? undefined) !== expected) return false;
        storage.setItem(key, value);
        return true;
      }),
  };
}
