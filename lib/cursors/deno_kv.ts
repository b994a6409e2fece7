/**
 * A cursor in Deno KV.
 *
 * @module
 */

import type { Cursor, MaybePromise } from "./cursor.ts";
import { textOf } from "./text.ts";

export type { Cursor, MaybePromise };

/** A key in Deno KV: a path of parts. */
export type DenoKvKey = readonly (
  | Uint8Array
  | string
  | number
  | bigint
  | boolean
)[];

/** What is needed of a `Deno.Kv`. */
export interface DenoKv {
  /** Reads an entry, the latest one. */
  get(key: DenoKvKey): Promise<DenoKvEntry>;
  /** Writes an entry. */
  set(key: DenoKvKey, value: string): Promise<unknown>;
  /** Begins changes that are made together or not at all. */
  atomic(): DenoKvAtomic;
}

/** What is needed of a `Deno.KvEntryMaybe`. */
export interface DenoKvEntry {
  /** What is kept. */
  readonly value: unknown;
  /** Which version of it this is; `null` where nothing is. */
  readonly versionstamp: string | null;
}

/** What is needed of a `Deno.AtomicOperation`. */
export interface DenoKvAtomic {
  /** Demands that an entry is still of this version. */
  check(
    entry: { readonly key: DenoKvKey; readonly versionstamp: string | null },
  ): DenoKvAtomic;
  /** Writes an entry. */
  set(key: DenoKvKey, value: string): DenoKvAtomic;
  /** Makes the changes, if all that was demanded holds. */
  commit(): Promise<{ readonly ok: boolean }>;
}

/**
 * Keeps a cursor in Deno KV, in a file or on Deno Deploy: it outlives every
 * restart, and two programs that move it are noticed, wherever they run. On one
 * machine, a write rejects ("database is locked") when another program writes
 * to the same file at that very moment.
 *
 * @example
 * ```ts
 * import {
 *   type DenoKv,
 *   denoKvCursor,
 * } from "@rxgroupme/client/cursors/deno_kv";
 *
 * declare const kv: DenoKv; // await Deno.openKv()
 * const cursor = denoKvCursor(kv, ["cursor", "1234"]);
 * console.log(await cursor.get());
 * ```
 * @param kv What `Deno.openKv()` gave. Closing it is up to you.
 * @param key Where the cursor is kept, one for each stream.
 */
export function denoKvCursor(kv: DenoKv, key: DenoKvKey): Required<Cursor> {
  return {
    get: async () => textOf((await kv.get(key)).value),
    set: (value) => kv.set(key, value),
    async compareAndSet(expected, value) {
      const { value: kept, versionstamp } = await kv.get(key);
      if (textOf(kept) !== expected) return false;
      const change = kv.atomic().check({ key, versionstamp }).set(key, value);
      return (await change.commit()).ok;
    },
  };
}
