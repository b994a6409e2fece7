import { assertEquals, assertRejects } from "@std/assert";
import "fake-indexeddb/auto";
import {
  indexedDbCache,
  indexedDbOutbox,
  memoryCache,
  memoryOutbox,
  type OutboxEntry,
  type OutboxStore,
  type TimelineCache,
  webStorageCache,
  webStorageOutbox,
} from "@rxgroupme/client/timeline";

/** The part of `localStorage` that is used. */
class FakeStorage {
  readonly #values = new Map<string, string>();

  get length(): number {
    return this.#values.size;
  }

  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value);
  }

  removeItem(key: string): void {
    this.#values.delete(key);
  }
}

const entry: OutboxEntry = {
  guid: "1-2-3",
  key: "1-2-3",
  conversation: { groupId: "1234" },
  content: { text: "hi", attachments: [{ type: "location", lat: "1" }] },
  createdAt: 1_754_052_300_000,
};

const outboxes: Record<string, () => OutboxStore> = {
  memoryOutbox,
  webStorageOutbox: () => webStorageOutbox(new FakeStorage()),
  "webStorageOutbox without a list of keys": () => {
    const { getItem, setItem, removeItem } = FakeStorage.prototype;
    const storage = new FakeStorage();
    return webStorageOutbox({
      getItem: (key) => getItem.call(storage, key),
      setItem: (key, value) => setItem.call(storage, key, value),
      removeItem: (key) => removeItem.call(storage, key),
    });
  },
  indexedDbOutbox: () => indexedDbOutbox(`outbox ${crypto.randomUUID()}`),
};

for (const [name, make] of Object.entries(outboxes)) {
  Deno.test(`${name}() keeps entries, replaces them by guid, and drops them`, async () => {
    const store = make();
    assertEquals(await store.entries(), []);
    await store.put(entry);
    await store.put({ ...entry, guid: "4", key: "4" });
    await store.put({ ...entry, triedAfter: "" });
    const all = [...await store.entries()];
    all.sort((a, b) => a.guid < b.guid ? -1 : 1);
    assertEquals(all, [
      { ...entry, triedAfter: "" },
      { ...entry, guid: "4", key: "4" },
    ]);
    await store.remove("4");
    await store.remove("4");
    assertEquals((await store.entries()).length, 1);
  });
}

const caches: Record<string, () => TimelineCache> = {
  memoryCache,
  webStorageCache: () => webStorageCache(new FakeStorage()),
  indexedDbCache: () => indexedDbCache(`cache ${crypto.randomUUID()}`),
};

for (const [name, make] of Object.entries(caches)) {
  Deno.test(`${name}() keeps a value under each name`, async () => {
    const cache = make();
    assertEquals(await cache.get("a") ?? undefined, undefined);
    await cache.set("a", { rows: [{ id: "1" }] });
    await cache.set("b", { rows: [] });
    await cache.set("a", { rows: [{ id: "2" }] });
    assertEquals(await cache.get("a"), { rows: [{ id: "2" }] });
    assertEquals(await cache.get("b"), { rows: [] });
  });
}

Deno.test("indexedDbOutbox() rejects where there is no IndexedDB", async () => {
  const place = globalThis as { indexedDB?: unknown };
  const known = place.indexedDB;
  place.indexedDB = undefined;
  try {
    await assertRejects(
      async () => await indexedDbOutbox().entries(),
      Error,
      "IndexedDB",
    );
  } finally {
    place.indexedDB = known;
  }
});
