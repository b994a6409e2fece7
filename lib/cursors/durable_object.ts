/**
 * A cursor in the storage of a Cloudflare Durable Object.
 *
 * @example Catch up whenever the alarm rings
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import {
 *   durableObjectCursor,
 *   type DurableObjectPlace,
 * } from "@rxgroupme/client/cursors/durable_object";
 * import { takeUntil, timer } from "rxjs";
 *
 * export class Relay {
 *   readonly #cursor;
 *   readonly #client;
 *   constructor(
 *     ctx: { storage: DurableObjectPlace },
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
import { textOf } from "./text.ts";

export type { Cursor, MaybePromise };

/** What is needed of a transaction in the storage of a Durable Object. */
export interface DurableObjectEntries {
  /** Reads what is kept under a key. */
  get(key: string): Promise<unknown>;
  /** Keeps a text under a key. */
  put(key: string, value: string): Promise<void>;
}

/** What is needed of a `DurableObjectStorage`, which is `ctx.storage`. */
export interface DurableObjectPlace extends DurableObjectEntries {
  /** Makes all changes of `closure`, or none. */
  transaction<T>(
    closure: (entries: DurableObjectEntries) => Promise<T>,
  ): Promise<T>;
}

/**
 * Keeps a cursor in the storage of a Durable Object, of either kind (SQLite or
 * the older one). It outlives eviction and deployment. There is one object of a
 * name in the world, so an object for each group is one place for its cursor;
 * still two streams within it are noticed.
 *
 * A value may have 2 MB in an object of the SQLite kind, and 128 KiB in an older
 * one: a `put()` of more rejects. A cursor has some forty characters for each
 * message that is still to be looked after, and a hundred or two for each
 * conversation: for `client.tail()` over push take the SQLite kind.
 *
 * The object answers nobody before what it wrote is kept, so that a cursor that
 * was seen to move has moved.
 *
 * @param storage The object's `ctx.storage`.
 * @param key Where the cursor is kept, one for each stream.
 */
export function durableObjectCursor(
  storage: DurableObjectPlace,
  key: string,
): Required<Cursor> {
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
