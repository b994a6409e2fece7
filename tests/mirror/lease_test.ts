import { assert, assertEquals } from "@std/assert";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import "./stores.ts";
import { idb, type IdbRequest } from "../../lib/mirror/indexeddb_types.ts";

function done<T>(request: IdbRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Leaves a lease as another page would that is gone since. */
async function leave(name: string, until: number): Promise<void> {
  const db = await done(idb().indexedDB.open(name, 1));
  const meta = db.transaction(["meta"], "readwrite").objectStore("meta");
  await done(meta.put({ holder: "gone", until }, "lease"));
  db.close();
}

const LEASES = [
  { what: "that has lapsed", inMs: -1, isFree: true },
  { what: "of a clock that is hours ahead", inMs: 3_600_000, isFree: true },
  { what: "that is still good", inMs: 20_000, isFree: false },
];

/** As in a browser that has no Web Locks. */
async function withoutLocks(use: () => Promise<void>): Promise<void> {
  const hidden = { value: undefined, configurable: true };
  Object.defineProperty(navigator, "locks", hidden);
  try {
    await use();
  } finally {
    Reflect.deleteProperty(navigator, "locks");
  }
}

for (const { what, inMs, isFree } of LEASES) {
  Deno.test(`indexedDbMirror() without Web Locks minds a lease ${what}`, () =>
    withoutLocks(async () => {
      const name = `lease ${what}`;
      await using store = indexedDbMirror(name);
      await using other = indexedDbMirror(name);
      await store.coverage("group:1");
      await leave(name, Date.now() + inMs);
      const release = await store.lock?.();
      assertEquals(release !== undefined, isFree);
      if (!release) return;
      assertEquals(await other.lock?.(), undefined);
      await release();
      let again = await other.lock?.();
      for (let n = 0; !again && n < 100; n++) again = await other.lock?.();
      assert(again);
      await again();
      // Its record is written a moment later.
      await other.coverage("group:1");
    }));
}
