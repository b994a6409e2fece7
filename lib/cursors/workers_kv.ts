/**
 * A cursor in Cloudflare Workers KV.
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";

export type { Cursor, MaybePromise };

/** What is needed of a `KVNamespace`, which is a binding in `env`. */
export interface WorkersKv {
  /** Reads the text under a key, which may be an old one. */
  get(key: string): Promise<string | null>;
  /** Keeps a text under a key. */
  put(key: string, value: string): Promise<void>;
}

/**
 * Keeps a cursor in Workers KV, which is consistent only in the end:
 *
 * - What was written in one place of the world is seen in another a minute or
 *   more later. A stream that goes on elsewhere may so begin with an old
 *   cursor, and repeat what came since; it skips nothing.
 * - There is no `compareAndSet()`: of two programs on one cursor the last
 *   writer wins, unnoticed.
 * - Cloudflare refuses more than one write a second to a key. Commit a burst
 *   by its last message, not each one.
 *
 * So it suits one worker that runs now and then, with a sink that can bear
 * repeats. For anything else take a Durable Object.
 *
 * @example In the handler of a Worker
 * ```ts
 * import {
 *   type WorkersKv,
 *   workersKvCursor,
 * } from "@rxgroupme/client/cursors/workers_kv";
 *
 * export default {
 *   async scheduled(_event: unknown, env: { CURSORS: WorkersKv }) {
 *     const cursor = workersKvCursor(env.CURSORS, "1234");
 *     console.log(await cursor.get());
 *   },
 * };
 * ```
 * @param namespace The binding of the namespace.
 * @param key Where the cursor is kept, one for each stream.
 */
export function workersKvCursor(namespace: WorkersKv, key: string): Cursor {
  return {
    get: () => namespace.get(key),
    set: (value) => namespace.put(key, value),
  };
}
