/**
 * A cursor in Deno KV.
 *
 * @example Follow on after a restart
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

import { invalidArgument } from "../util/validate.ts";
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
  set(key: DenoKvKey, value: unknown): DenoKvAtomic;
  /** Deletes an entry. */
  delete(key: DenoKvKey): DenoKvAtomic;
  /** Makes the changes, if all that was demanded holds. */
  commit(): Promise<{ readonly ok: boolean }>;
}

/** Two bytes each at the most, and Deno KV takes 65,536 of them at a key. */
const PART = 32_000;

/**
 * Keeps a cursor in Deno KV, in a file or on Deno Deploy: it outlives every
 * restart, and two programs that move it are noticed, wherever they run. On one
 * machine, a write rejects ("database is locked") when another program writes
 * to the same file at that very moment.
 *
 * A text that is too long for a key is kept in parts, under `[...key, "part",
 * 0]` and so on, all written in one step. Deno KV takes 800 kB in one, and
 * rejects more: a cursor has some forty characters for each message that is
 * still to be looked after, a hundred or two for each conversation.
 *
 * @param kv What `Deno.openKv()` gave. Closing it is up to you.
 * @param key Where the cursor is kept, one for each stream.
 */
export function denoKvCursor(kv: DenoKv, key: DenoKvKey): Required<Cursor> {
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

  /** Writes a text in place of what is there, if that is still so. */
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

/** In how many parts a text is kept; none where it is whole. */
function partsOf({ value }: DenoKvEntry): number {
  const isSplit = typeof value === "object" && value !== null &&
    "parts" in value && typeof value.parts === "number";
  return isSplit ? Number(value.parts) : 0;
}
