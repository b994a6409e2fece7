/**
 * A cursor in the storage of a Cloudflare Durable Object.
 *
 * @example Catch up whenever the alarm rings
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import {
 *   durableObjectCursor,
 *   type DurableObjectStore,
 * } from "@rxgroupme/client/cursors/durable_object";
 * import { takeUntil, timer } from "rxjs";
 *
 * export class Relay {
 *   readonly #cursor;
 *   readonly #client;
 *   constructor(
 *     ctx: { storage: DurableObjectStore },
 *     env: { GROUPME_TOKEN: string },
 *   ) {
 *     this.#cursor = durableObjectCursor(ctx.storage, "cursor");
 *     this.#client = Client.fromToken(env.GROUPME_TOKEN);
 *   }
 *   async alarm() {
 *     const cursor = this.#cursor;
 *     await this.#client.groups.messages("1234").tail({ cursor })
 *       .pipe(takeUntil(timer(20_000)), commit(cursor))
 *       .forEach(({ text }) => console.log(text));
 *   }
 * }
 * ```
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";
import { assertStore } from "./store.ts";
import { textOf } from "./text.ts";

export type { Cursor, MaybePromise };

/** The part of a transaction of a Durable Object's storage that a cursor needs. */
export interface DurableObjectEntries {
  /** Reads the value under a key. */
  get(key: string): Promise<unknown>;
  /** Stores a text under a key. */
  put(key: string, value: string): Promise<void>;
}

/** The part of a `DurableObjectStorage`, which is `ctx.storage`, that a cursor needs. */
export interface DurableObjectStore extends DurableObjectEntries {
  /** Makes all changes of `closure`, or none. */
  transaction<T>(
    closure: (entries: DurableObjectEntries) => Promise<T>,
  ): Promise<T>;
}

/**
 * Stores a cursor in the storage of a Durable Object, of either kind (SQLite or
 * the older one). It outlives eviction and deployment. Only one object of a name
 * exists in the world, so one object for each group has one cursor; two streams
 * within it are noticed too.
 *
 * A value may have 2 MB in an object of the SQLite kind, and 128 KiB in an older
 * one: a `put()` of more rejects. A cursor has about 40 characters for each
 * message that may still be preceded by a late one, and 100 to 200 for each
 * conversation: for `client.tail()` over push take the SQLite kind.
 *
 * The object sends no response before its writes are stored, so that a cursor
 * that was seen to move has moved.
 *
 * @param storage The object's `ctx.storage`.
 * @param key The key of the cursor, one for each stream.
 * @throws {TypeError} When `storage` or `key` is of another kind.
 * @throws {RangeError} When `key` is empty.
 */
export function durableObjectCursor(
  storage: DurableObjectStore,
  key: string,
): Required<Cursor> {
  assertStore(storage, "transaction", "storage", key);
  return {
    get: async () => textOf(await storage.get(key)),
    set: (value) => storage.put(key, value),
    compareAndSet: (expected, value) =>
      storage.transaction(async (entries) => {
        if (textOf(await entries.get(key)) !== expected) return false;
        await entries.put(key, value);
        return true;
      }),
  };
}
