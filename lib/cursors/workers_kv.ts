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

export type { Cursor, MaybePromise };

/** What is needed of a `KVNamespace`, which is a binding in `env`. */
export interface WorkersKv {
  /** Reads the text under a key, which may be an old one. */
  get(key: string): Promise<string | null>;
  /** Keeps a text under a key. */
  put(key: string, value: string): Promise<void>;
}

/** More than can be written in the minute for which reads may be old. */
const REMEMBERED = 100;

/**
 * Keeps a cursor in Workers KV, which is consistent only in the end:
 *
 * - What was written in one place of the world is seen in another a minute or
 *   more later. A stream that goes on elsewhere may so begin with an old
 *   cursor, and repeat what came since; it skips nothing.
 * - There is no `compareAndSet()`. Of two programs on one cursor the second to
 *   write errors if what the first one wrote has spread by then; else it wins,
 *   unnoticed.
 * - Cloudflare refuses more than one write a second to a key. Commit a burst
 *   by its last message, not each one.
 * - A value may have 25 MiB, which a cursor does not come near.
 *
 * So it suits one worker that runs now and then, with a sink that can bear
 * repeats. For anything else take a Durable Object.
 *
 * @param namespace The binding of the namespace.
 * @param key Where the cursor is kept, one for each stream.
 */
export function workersKvCursor(namespace: WorkersKv, key: string): Cursor {
  /** What was there before what we wrote, the oldest first. */
  const older = new Set<string | null>();
  let last: string | null = null;
  return {
    async get() {
      const text = await namespace.get(key);
      // It may be long before a place sees what was written in it.
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
