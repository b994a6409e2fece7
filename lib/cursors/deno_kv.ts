/**
 * A cursor in Deno KV.
 *
 * @example Go on after a restart
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
 *
 * const client = Client.fromToken(Deno.env.get("GROUPME_TOKEN") ?? "");
 * const cursor = denoKvCursor(await Deno.openKv(), ["cursor", "1234"]);
 * client.groups.messages("1234").tail({ cursor })
 *   .pipe(commit(cursor))
 *   .subscribe(({ name, text }) => console.log(name, text));
 * ```
 *
 * @module
 */

import { got, invalidArgument } from "../util/validate.ts";
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

/** The part of a `Deno.Kv` that a cursor needs. */
export interface DenoKv {
  /** Reads an entry, the latest one. */
  get(key: DenoKvKey): Promise<DenoKvEntry>;
  /** Begins changes that are made together or not at all. */
  atomic(): DenoKvAtomic;
}

/** The part of a `Deno.KvEntryMaybe` that a cursor needs. */
export interface DenoKvEntry {
  /** The stored value. */
  readonly value: unknown;
  /** The version of the value; `null` where there is none. */
  readonly versionstamp: string | null;
}

/** The part of a `Deno.AtomicOperation` that a cursor needs. */
export interface DenoKvAtomic {
  /** Requires that an entry still has this version. */
  check(
    entry: { readonly key: DenoKvKey; readonly versionstamp: string | null },
  ): DenoKvAtomic;
  /** Writes an entry. */
  set(key: DenoKvKey, value: unknown): DenoKvAtomic;
  /** Deletes an entry. */
  delete(key: DenoKvKey): DenoKvAtomic;
  /** Makes the changes, if each required version holds. */
  commit(): Promise<{ readonly ok: boolean }>;
}

/** Two bytes each at the most, and Deno KV takes 65,536 of them at a key. */
const PART = 32_000;

/**
 * Stores a cursor in Deno KV, in a file or on Deno Deploy: it outlives every
 * restart, and two programs that move it are noticed, wherever they run. On one
 * machine, a write rejects ("database is locked") while another program writes
 * to the same file.
 *
 * A text that is too long for a key is stored in parts, under `[...key, "part",
 * 0]` and so on, all written in one step. Deno KV takes 800 kB in one, and
 * rejects more: a cursor has about 40 characters for each message that may still
 * be preceded by a late one, and 100 to 200 for each conversation.
 *
 * @param kv The database of `Deno.openKv()`; in Node.js, of `openKv()` of the
 * npm package `@deno/kv`. Close it yourself.
 * @param key The key of the cursor, one for each stream.
 * @throws {TypeError} When `kv` is no database.
 */
export function denoKvCursor(kv: DenoKv, key: DenoKvKey): Required<Cursor> {
  if (typeof kv?.get !== "function" || typeof kv.atomic !== "function") {
    throw invalidArgument(
      "kv",
      `it must be a database of Deno.openKv(), in Node.js of openKv() of npm's @deno/kv${
        got(kv)
      }`,
    );
  }
  const keyOf = (part: number): DenoKvKey => [...key, "part", part];

  async function read(last?: DenoKvEntry): Promise<[DenoKvEntry, string?]> {
    const entry = await kv.get(key);
    const count = partsOf(entry);
    if (count === 0) return [entry, textOf(entry.value)];
    const parts = await Promise.all(
      Array.from({ length: count }, (_, i) => kv.get(keyOf(i))),
    );
    const { versionstamp } = entry;
    // What is written in one step is of one version.
    if (parts.every((it) => it.versionstamp === versionstamp)) {
      return [entry, parts.map(({ value }) => textOf(value)).join("")];
    }
    if (last?.versionstamp === versionstamp) {
      throw invalidArgument(
        "cursor",
        "it must be kept whole, got a part of it",
      );
    }
    return read(entry);
  }

  /** Replaces the stored text, if it is still the expected one. */
  async function write(value: string, over: DenoKvEntry): Promise<boolean> {
    const { versionstamp } = over;
    const change = kv.atomic().check({ key, versionstamp });
    const count = value.length > PART ? Math.ceil(value.length / PART) : 0;
    change.set(key, count ? { parts: count } : value);
    for (let i = 0; i < count; i++) {
      change.set(keyOf(i), value.slice(i * PART, (i + 1) * PART));
    }
    for (let i = count; i < partsOf(over); i++) change.delete(keyOf(i));
    return (await change.commit()).ok;
  }

  return {
    get: async () => (await read())[1],
    async set(value) {
      while (!await write(value, await kv.get(key)));
    },
    async compareAndSet(expected, value) {
      const [entry, text] = await read();
      return text === expected && await write(value, entry);
    },
  };
}

/** The number of parts in which a text is stored; 0 where it is whole. */
function partsOf({ value }: DenoKvEntry): number {
  const isSplit = typeof value === "object" && value !== null &&
    "parts" in value && typeof value.parts === "number";
  return isSplit ? Number(value.parts) : 0;
}
