/**
 * A cursor in Cloudflare Workers KV.
 *
 * @example Catch up at each cron trigger of a Worker
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import {
 *   type WorkersKv,
 *   workersKvCursor,
 * } from "@rxgroupme/client/cursors/workers_kv";
 * import { takeUntil, timer } from "rxjs";
 *
 * interface Env {
 *   CURSORS: WorkersKv;
 *   GROUPME_TOKEN: string;
 * }
 *
 * export default {
 *   async scheduled(_controller: unknown, env: Env) {
 *     const cursor = workersKvCursor(env.CURSORS, "1234");
 *     const client = Client.fromToken(env.GROUPME_TOKEN);
 *     await client.groups.messages("1234").tail({ cursor })
 *       .pipe(takeUntil(timer(20_000)), commit(cursor))
 *       .forEach(({ text }) => console.log(text));
 *   },
 * };
 * ```
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";
import { assertStore } from "./store.ts";

export type { Cursor, MaybePromise };

/** The part of a `KVNamespace`, which is a binding in `env`, that a cursor needs. */
export interface WorkersKv {
  /** Reads the text under a key, which may be an old one. */
  get(key: string): Promise<string | null>;
  /** Stores a text under a key. */
  put(key: string, value: string): Promise<void>;
}

/** More writes than fit the minute for which reads may be old. */
const REMEMBERED = 100;

/**
 * Stores a cursor in Workers KV, which is eventually consistent:
 *
 * - A write at one location is seen at another a minute or more later. A stream
 *   that goes on elsewhere may begin with an old cursor, and repeat the messages
 *   since then; it skips none.
 * - There is no `compareAndSet()`. Of two programs on one cursor the second to
 *   write errors if the first one's write has spread by then; otherwise it
 *   overwrites it, unnoticed.
 * - Cloudflare refuses more than one write a second to a key. Commit a burst
 *   by its last message, not each one.
 * - A value may have 25 MiB, far more than a cursor has.
 *
 * It suits one worker that runs now and then, and a sink that takes repeats. For
 * anything else use a Durable Object.
 *
 * @param namespace The binding of the namespace.
 * @param key The key of the cursor, one for each stream.
 * @throws {TypeError} When `namespace` or `key` is of another kind.
 * @throws {RangeError} When `key` is empty.
 */
export function workersKvCursor(namespace: WorkersKv, key: string): Cursor {
  assertStore(namespace, "get", "namespace", key);
  /** The texts that our writes replaced, oldest first. */
  const older = new Set<string | null>();
  let last: string | null = null;
  return {
    async get() {
      const text = await namespace.get(key);
      // A location may read its own write late.
      if (!older.has(text)) last = text;
      return last;
    },
    async set(value) {
      await namespace.put(key, value);
      if (value === last) return;
      older.add(last).delete(value);
      last = value;
      const [oldest = null] = older;
      if (older.size > REMEMBERED) older.delete(oldest);
    },
  };
}
