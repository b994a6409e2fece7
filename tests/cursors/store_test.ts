import { assertThrows } from "@std/assert";
import {
  durableObjectCursor,
  type DurableObjectStore,
} from "@rxgroupme/client/cursors/durable_object";
import {
  type WebStorage,
  webStorageCursor,
} from "@rxgroupme/client/cursors/web_storage";
import {
  type WorkersKv,
  workersKvCursor,
} from "@rxgroupme/client/cursors/workers_kv";

/** Each kind of cursor, by the name of the argument that is its store. */
const cursors = {
  durableObjectCursor: ["storage", durableObjectCursor],
  webStorageCursor: ["storage", webStorageCursor],
  workersKvCursor: ["namespace", workersKvCursor],
} as const;

type Store = DurableObjectStore & WebStorage & WorkersKv;

for (const [symbol, [name, make]] of Object.entries(cursors)) {
  Deno.test(`${symbol}() refuses a store that is missing or none, and no key`, () => {
    // As the binding of a worker is, where its configuration lacks it.
    const stores: unknown[] = [undefined, null, "text", {}];
    for (const store of stores) {
      assertThrows(() => make(store as Store, "k"), TypeError, `'${name}'`);
    }
    const store = { get() {}, transaction() {}, getItem() {} };
    const missing: unknown = undefined;
    const place = store as unknown as Store;
    assertThrows(() => make(place, missing as string), TypeError, "'key'");
    assertThrows(() => make(place, ""), RangeError, "'key.length'");
  });
}
