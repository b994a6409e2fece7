import { assert, assertEquals, assertThrows } from "@std/assert";
import { StoreError } from "@rxgroupme/client/mirror";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { inDirectory, type TestStore } from "./stores.ts";

const NAME = "group:98115240";
const batch = (id: string, text: string) => ({
  name: NAME,
  rows: [{ id, text }],
  changes: [],
  coverage: [{ from: "0", to: id, asOf: 1 }],
});

interface Kind {
  readonly name: string;
  open(path: string): TestStore;
  /** Whatever runs the tests may write everywhere: keeps the store from it. */
  withoutWriting(path: string, use: () => Promise<void>): Promise<void>;
}

const KINDS: readonly Kind[] = [
  {
    name: "sqliteMirror()",
    open: (path) => sqliteMirror(`${path}/a.db`),
    withoutWriting: async (path, use) => {
      // As on a read-only medium SQLite can put no log beside the file.
      await Deno.mkdir(`${path}/a.db-shm`);
      await Deno.remove(`${path}/a.db.lock`);
      await Deno.mkdir(`${path}/a.db.lock`);
      await use();
    },
  },
  {
    name: "ndjsonMirror()",
    open: (path) => ndjsonMirror(path),
    withoutWriting: async (_, use) => {
      const { openSync } = Deno;
      Deno.openSync = (path, options) => {
        if (options?.write) {
          throw new Error(
            `Read-only file system (os error 30): open '${path}'`,
          );
        }
        return openSync(path, options);
      };
      try {
        await use();
      } finally {
        Deno.openSync = openSync;
      }
    },
  },
];

for (const { name, open, withoutWriting } of KINDS) {
  Deno.test(`${name} is read and searched where nothing can be written`, () =>
    inDirectory(async (path) => {
      {
        await using store = open(path);
        const release = await store.lock?.();
        await store.write(batch("1", "low tide"));
        await store.write(batch("1", "low tide"));
        await store.write(batch("2", "high tide"));
        await store.meta?.set("account", "41870263");
        await release?.();
      }
      await withoutWriting(path, async () => {
        await using store = open(path);
        const rows = await store.read(NAME, { limit: 9 });
        assertEquals(rows.map(({ text }) => text), ["high tide", "low tide"]);
        assertEquals(await store.coverage(NAME), batch("2", "").coverage);
        assertEquals(await store.meta?.get("account"), "41870263");
        const hits = await store.search?.({ words: ["low"], limit: 9 });
        assertEquals(hits?.map(({ message }) => message.id), ["1"]);
        // Nothing more, in words that name the file.
        const write = () => void store.write(batch("3", "no tide"));
        const error = assertThrows(write, StoreError, "permissions");
        assert(error.message.includes(path), error.message);
        assertThrows(() => void store.lock?.(), StoreError, "permissions");
      });
    }));
}

Deno.test("sqliteMirror() reads the log too where nothing can be written", () =>
  inDirectory(async (path) => {
    await using store = sqliteMirror(`${path}/a.db`);
    await store.write(batch("1", "low tide"));
    await store.write(batch("2", "high tide"));
    await Deno.copyFile(`${path}/a.db`, `${path}/b.db`);
    await Deno.copyFile(`${path}/a.db-wal`, `${path}/b.db-wal`);
    assert((await Deno.stat(`${path}/b.db-wal`)).size > 0);
    await Deno.mkdir(`${path}/b.db-shm`);
    await using copy = sqliteMirror(`${path}/b.db`);
    assertEquals((await copy.read(NAME, { limit: 9 })).length, 2);
  }));
