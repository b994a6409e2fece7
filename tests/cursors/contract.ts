import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Cursor } from "../../lib/cursors/cursor.ts";

/** What every cursor does, on a place where nothing is kept yet. */
export async function assertKeeps(cursor: Cursor): Promise<void> {
  assertEquals(await cursor.get() ?? undefined, undefined);
  await cursor.set("1");
  assertEquals(await cursor.get(), "1");
  await cursor.set("2");
  assertEquals(await cursor.get(), "2");
  await cursor.set("");
  assertEquals(await cursor.get(), "");
  const odd = '{"anchor":"175405230148217736","seen":["☃","\\n"]}';
  await cursor.set(odd);
  assertEquals(await cursor.get(), odd);
}

/** What a cursor does that notices others, on a place without anything. */
export async function assertCompares(cursor: Required<Cursor>): Promise<void> {
  assertStrictEquals(await cursor.compareAndSet("1", "2"), false);
  assertEquals(await cursor.get() ?? undefined, undefined);
  assertStrictEquals(await cursor.compareAndSet(undefined, "1"), true);
  assertStrictEquals(await cursor.compareAndSet(undefined, "2"), false);
  assertStrictEquals(await cursor.compareAndSet("2", "3"), false);
  assertEquals(await cursor.get(), "1");
  assertStrictEquals(await cursor.compareAndSet("1", ""), true);
  assertStrictEquals(await cursor.compareAndSet(undefined, "2"), false);
  assertStrictEquals(await cursor.compareAndSet("", "2"), true);
  assertEquals(await cursor.get(), "2");
}

/**
 * What several cursors on one place do at a time, when all of them expect what
 * stands there: one gets its way, and all see what it wrote.
 */
export async function assertOneWins(
  cursors: readonly Required<Cursor>[],
  expected?: string,
): Promise<void> {
  const names = cursors.map((_, i) => `writer ${i}`);
  const won = await Promise.all(
    cursors.map((it, i) => it.compareAndSet(expected, names[i] ?? "")),
  );
  const winners = names.filter((_, i) => won[i]);
  assert(winners.length === 1, `won: ${winners}`);
  const seen = await Promise.all(cursors.map((it) => it.get()));
  assertEquals(new Set(seen), new Set(winners));
}
