/**
 * A cursor in a browser's `localStorage`, or what looks like it.
 *
 * @example Follow on after a reload
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

export type { Cursor, MaybePromise };

/** What is needed of a `Storage`, such as `localStorage`. */
export interface WebStorage {
  /** Reads what is kept under a key. */
  getItem(key: string): string | null;
  /** Keeps a text under a key. */
  setItem(key: string, value: string): void;
}

/** What is needed of a `LockManager`, which is `navigator.locks`. */
export interface WebLocks {
  /** Runs `callback` while no other holder of `name` runs. */
  request<T>(name: string, callback: () => T): Promise<Awaited<T>>;
}

/** How a cursor in Web Storage is kept. */
export interface WebStorageCursorOptions {
  /**
   * `navigator.locks`, which makes `compareAndSet()` one step among all tabs.
   * Without it that is one step in its own tab only: another tab may write in
   * the very moment between the look and the change.
   */
  locks?: WebLocks | undefined;
}

/**
 * Keeps a cursor in Web Storage, for one origin: in `localStorage` it outlives
 * the browser, in `sessionStorage` a reload of the tab. A write throws what
 * `setItem()` throws, when the storage is full or forbidden.
 *
 * @param key The name of the cursor, one for each stream.
 */
export function webStorageCursor(
  storage: WebStorage,
  key: string,
  options: WebStorageCursorOptions = {},
): Required<Cursor> {
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
