import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type WebLocks,
  type WebStorage,
  webStorageCursor,
} from "@rxgroupme/client/cursors/web_storage";
import { assertCompares, assertKeeps, assertOneWins } from "./contract.ts";

/** The locks of this very Deno, which its types do not know yet. */
const { locks } = navigator as Navigator & { locks: WebLocks };

/** A storage of another tab's making, which nothing keeps from the disk. */
function fakeStorage(): WebStorage & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  };
}

for (
  const [name, options] of Object.entries({ alone: {}, locked: { locks } })
) {
  Deno.test(`webStorageCursor() keeps the last text, ${name}`, async () => {
    const key = crypto.randomUUID();
    try {
      await assertKeeps(webStorageCursor(localStorage, key, options));
    } finally {
      localStorage.removeItem(key);
    }
  });

  Deno.test(`webStorageCursor() changes what is as expected, ${name}`, async () => {
    const cursor = webStorageCursor(
      sessionStorage,
      crypto.randomUUID(),
      options,
    );
    await assertCompares(cursor);
  });

  Deno.test(`webStorageCursor() lets one writer win, ${name}`, async () => {
    const storage = fakeStorage();
    const cursors = Array.from(
      { length: 5 },
      () => webStorageCursor(storage, "a", options),
    );
    await assertOneWins(cursors);
  });
}

Deno.test("webStorageCursor() keeps its hands off other keys", async () => {
  const storage = fakeStorage();
  await webStorageCursor(storage, "a").set("1");
  await webStorageCursor(storage, "b").set("2");
  assertEquals([...storage.entries], [["a", "1"], ["b", "2"]]);
});

Deno.test("webStorageCursor() writes only while it holds its lock", async () => {
  const storage = fakeStorage();
  const held = Promise.withResolvers<void>();
  const other = locks.request("cursor a", () => held.promise);
  const cursor = webStorageCursor(storage, "a", { locks });
  const changes = [cursor.set("1"), cursor.compareAndSet("1", "2")];
  await webStorageCursor(storage, "b", { locks }).set("free");
  assertEquals([...storage.entries], [["b", "free"]]);
  held.resolve();
  assertEquals(await Promise.all(changes), [undefined, true]);
  assertEquals(cursor.get(), "2");
  await other;
});

Deno.test("webStorageCursor() tells that the storage is full", async () => {
  const full = new DOMException("full", "QuotaExceededError");
  const storage: WebStorage = {
    getItem: () => null,
    setItem: () => {
      throw full;
    },
  };
  assertThrows(() => webStorageCursor(storage, "a").set("1"), DOMException);
  const locked = webStorageCursor(storage, "a", { locks });
  await assertRejects(async () => await locked.set("1"), DOMException);
});
