import {
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertThrows,
} from "@std/assert";
import {
  mirror,
  search,
  StoreBusy,
  StoreError,
  StoreFull,
  StoreNewer,
} from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { DatabaseSync } from "node:sqlite";
import { catchError, lastValueFrom, of } from "rxjs";
import { naming } from "../../lib/mirror/deno_sqlite_schema.ts";
import { StoreFile } from "../../lib/mirror/deno_store_file.ts";
import { accountOf } from "./account.ts";
import { inDirectory } from "./stores.ts";

const NAME = "group:98115240";
const batch = (id: string) => ({
  name: NAME,
  rows: [{ id, text: `m${id}` }],
  changes: [],
  coverage: [{ from: "0", to: id, asOf: 1 }],
});

/** Writes two messages, and tells the file that they are in. */
async function writeTwo(dir: string): Promise<string> {
  await using store = ndjsonMirror(dir);
  await store.write(batch("1"));
  await store.write(batch("2"));
  return `${dir}/group_98115240.ndjson`;
}

Deno.test("sqliteMirror() refuses a newer schema, another database, and what is none", () =>
  inDirectory(async (dir) => {
    await sqliteMirror(`${dir}/newer.db`)[Symbol.asyncDispose]();
    const newer = new DatabaseSync(`${dir}/newer.db`);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    const other = new DatabaseSync(`${dir}/other.db`);
    other.exec("CREATE TABLE people (name TEXT)");
    other.close();
    await Deno.writeTextFile(`${dir}/text.db`, "no database ".repeat(500));
    const open = (file: string) => () => sqliteMirror(`${dir}/${file}`);
    assertThrows(open("newer.db"), StoreNewer, "schema 99");
    assertThrows(open("other.db"), StoreError, "something else");
    assertThrows(open("text.db"), StoreError, "damaged");
    assertThrows(open("no/where.db"), StoreError, "permissions");
    // None of them was changed.
    const kept = new DatabaseSync(`${dir}/other.db`);
    assertEquals(
      kept.prepare("SELECT name FROM sqlite_master").all().map((it) => it.name),
      ["people"],
    );
    kept.close();
  }));

Deno.test("sqliteMirror() tells a full disk and a database that is held from each other", async () => {
  const db = new DatabaseSync(":memory:");
  db.exec("PRAGMA max_page_count = 3; CREATE TABLE t (a)");
  const fill = () =>
    naming("a.db", () => {
      const insert = db.prepare("INSERT INTO t VALUES (?)");
      for (;;) insert.run("x".repeat(3_000));
    });
  assertThrows(fill, StoreFull, "make room");
  db.close();
  await inDirectory((dir) => {
    const one = new DatabaseSync(`${dir}/a.db`);
    const two = new DatabaseSync(`${dir}/a.db`);
    one.exec("CREATE TABLE t (a); BEGIN IMMEDIATE");
    const begin = () => naming("a.db", () => two.exec("BEGIN IMMEDIATE"));
    assertThrows(begin, StoreBusy, "another process");
    one.close();
    two.close();
    return Promise.resolve();
  });
});

Deno.test("ndjsonMirror() refuses a newer schema, and what is damaged", () =>
  inDirectory(async (dir) => {
    const path = await writeTwo(dir);
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('{"m"', '{"m'));
    const read = () => ndjsonMirror(dir).read(NAME, { limit: 9 });
    assertThrows(read, StoreError, "line 1 is damaged");
    await Deno.writeTextFile(`${dir}/mirror.json`, '{"schema":99,"texts":{}}');
    assertThrows(() => ndjsonMirror(dir), StoreNewer, "schema 99");
    await Deno.writeTextFile(`${dir}/mirror.json`, "{");
    assertThrows(() => ndjsonMirror(dir), StoreError, "damaged");
  }));

Deno.test("ndjsonMirror() reads what was whole wherever the end was cut", () =>
  inDirectory(async (dir) => {
    const path = await writeTwo(dir);
    const whole = await Deno.readFile(path);
    for (let length = whole.length; length >= 0; length--) {
      await Deno.writeFile(path, whole.subarray(0, length));
      const cut = ndjsonMirror(dir);
      const rows = await cut.read(NAME, { limit: 9 });
      const coverage = await cut.coverage(NAME);
      assertEquals(coverage[0]?.to ?? "0", rows[0]?.id ?? "0");
      assertEquals(rows.length, Number(rows[0]?.id ?? 0));
      // And it is written on from there.
      await cut.write(batch("3"));
      await cut[Symbol.asyncDispose]();
      const again = ndjsonMirror(dir);
      assertEquals((await again.read(NAME, { limit: 1 }))[0]?.id, "3");
      await again[Symbol.asyncDispose]();
    }
  }));

Deno.test({
  name: "ndjsonMirror() tells a full disk",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    const file = new StoreFile("/dev/full");
    assertThrows(() => file.append("text\n"), StoreFull, "make room");
    file.close();
  },
});

interface OpenRequest {
  result: { close(): void; createObjectStore(name: string): unknown };
  onupgradeneeded: () => void;
  onsuccess: () => void;
  onerror: () => void;
}

/** Makes a database of a version, with an object store. */
function makeDatabase(name: string, version: number, store: string) {
  const { indexedDB } = globalThis as unknown as {
    indexedDB: { open(name: string, version: number): OpenRequest };
  };
  return new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = reject;
  });
}

for (
  const [what, version, Class, words] of [
    ["a newer schema", 99, StoreNewer, /update the library/],
    ["one of other object stores", 1, StoreError, /delete it/],
  ] as const
) {
  Deno.test(`indexedDbMirror() refuses ${what}`, async () => {
    const name = `database ${version}`;
    await makeDatabase(name, version, "messages");
    const store = indexedDbMirror(name);
    const error = await Promise.resolve(store.coverage(NAME))
      .catch((error) => error);
    assertInstanceOf(error, Class);
    assertMatch(error.message, words);
  });
}

Deno.test("mirror() errors with what its store errors with, and lets go of it", async () => {
  const account = accountOf({ groups: 1, messages: 500 });
  let isLocked = false;
  const full = new StoreFull("Cannot write: the disk is full");
  const store = {
    coverage: () => [],
    read: () => [],
    write: () => Promise.reject(full),
    lock: () => {
      isLocked = true;
      return () => {
        isLocked = false;
      };
    },
  };
  const { clock, client, simulator } = account;
  const error = await clock.until(lastValueFrom(
    mirror(client, store).pipe(catchError((error) => of(error))),
  ));
  assertEquals(error, full);
  await clock.settle();
  assertEquals([isLocked, simulator.open, clock.pending], [false, 0, 0]);
});

Deno.test("ndjsonMirror() searches past a file whose name is not of its making", () =>
  inDirectory(async (dir) => {
    await writeTwo(dir);
    await Deno.writeTextFile(`${dir}/100%.ndjson`, "");
    await using store = ndjsonMirror(dir);
    const { hits } = await lastValueFrom(search(store, "m2"));
    assertEquals(hits.map(({ name }) => name), [NAME]);
  }));
