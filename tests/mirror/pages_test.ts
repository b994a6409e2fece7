import { assertEquals } from "@std/assert";
import { memoryMirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import fc from "fast-check";
import type { MessageData } from "../../lib/wire/message.ts";
import { SEED } from "./seed.ts";
import "./stores.ts";

const NAMES = ["group:7", "group:8"];
const TEXTS = ["low tide", "high tide", "a rope", "the pier", "", "tide 🔥"];
const AS_OF = 1_754_052_300_000;
/** Far more than a page holds, so that pages are divided and joined. */
const MOST = 2_000;

const name = fc.constantFrom(...NAMES);
const second = fc.integer({ min: 1, max: MOST });
/** Messages that follow each other, as a server gives them, or any. */
const seconds = fc.oneof(
  fc.tuple(
    second,
    fc.integer({ min: 1, max: 450 }),
    fc.integer({ min: 1, max: 3 }),
  )
    .map(([from, count, step]) =>
      Array.from({ length: count }, (_, n) => from + n * step)
    ),
  fc.array(second, { maxLength: 5 }),
);
const write = fc.record({
  name,
  seconds,
  version: fc.integer({ min: 0, max: 50 }),
  removed: fc.array(second, { maxLength: 4 }),
  actor: fc.constantFrom("sender" as const, "admin" as const),
});
const bound = fc.option(second, { nil: undefined });
const reading = fc.record({
  name,
  before: bound,
  after: bound,
  limit: fc.integer({ min: 1, max: 500 }),
});
const query = fc.record({
  words: fc.constantFrom([], ["tide"], ["tide", "high"], ["rope"], ["none"]),
  name: fc.option(name, { nil: undefined }),
  before: bound,
  after: bound,
  limit: fc.integer({ min: 1, max: 30 }),
});

/** Ids of two lengths: text order would not be theirs. */
function idOf(second: number, name: string): string {
  // No message of one conversation has the id of one of another.
  return String(second * 10 + NAMES.indexOf(name));
}

function rowOf(second: number, name: string, version: number): MessageData {
  return {
    id: idOf(second, name),
    created_at: second,
    updated_at: version,
    text: TEXTS[(second + version) % TEXTS.length] ?? "",
    name: "Ines Calder",
  };
}

function rangeOf<T extends { before?: number; after?: number }>(
  { before, after, ...rest }: T,
  name: string,
) {
  return {
    ...rest,
    before: before === undefined ? undefined : idOf(before, name),
    after: after === undefined ? undefined : idOf(after, name),
  };
}

async function writeTo(
  store: MirrorStore,
  { name, seconds, version, removed, actor }: typeof write extends
    fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  await store.write({
    name,
    rows: seconds.map((it) => rowOf(it, name, version)),
    changes: removed.map((it) => ({
      type: "removed",
      messageId: idOf(it, name),
      at: new Date((100 + version) * 1_000),
      actor,
      by: undefined,
    })),
    coverage: [{ from: "0", to: idOf(version + 1, name), asOf: AS_OF }],
  });
}

let databases = 0;

Deno.test("indexedDbMirror() reads and finds what a store of single messages does", async () => {
  const property = fc.asyncProperty(
    fc.array(write, { minLength: 1, maxLength: 12 }),
    fc.array(reading, { minLength: 5, maxLength: 5 }),
    fc.array(query, { minLength: 5, maxLength: 5 }),
    async (writes, readings, queries) => {
      await using store = indexedDbMirror(`pages ${databases++}`);
      const truth = memoryMirror();
      for (const it of writes) {
        await writeTo(store, it);
        await writeTo(truth, it);
      }
      for (const of of NAMES) {
        const all = { limit: 2 * MOST };
        assertEquals(await store.read(of, all), await truth.read(of, all));
        assertEquals(await store.coverage(of), await truth.coverage(of));
      }
      for (const { name, ...it } of readings) {
        const range = rangeOf(it, name);
        assertEquals(
          await store.read(name, range),
          await truth.read(name, range),
        );
      }
      for (const it of queries) {
        const range = rangeOf(it, NAMES[0] ?? "");
        assertEquals(await store.search?.(range), await truth.search?.(range));
      }
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: 60 });
});
