import { assertRejects } from "@std/assert";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { Database } from "../../lib/mirror/indexeddb_database.ts";
import "./stores.ts";

const GROUP = "group:98115240";
const ID = "175405230000000001";
/** Far longer than a read takes. */
const BOUND_MS = 5_000;

/** Fails where `work` never ends. */
async function bounded<T>(work: PromiseLike<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("it hangs")), BOUND_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

Deno.test("indexedDbMirror() errors where a record cannot be read, and goes on", async () => {
  await using store = indexedDbMirror("broken");
  await store.write({
    name: GROUP,
    rows: [{ id: ID, text: "low tide" }],
    changes: [],
    coverage: [],
  });
  const newest = ID;
  const page = { newest, oldest: ID, name: GROUP, rows: "{", words: ["tide"] };
  const database = new Database("broken");
  await database.run("readwrite", ({ pages }) => pages.put(page));
  await database.close();
  const query = { limit: 5, author: undefined } as const;
  const range = { before: undefined, after: undefined } as const;
  const readings = [
    () => store.search?.({ ...query, ...range, words: ["tide"] }),
    () => store.search?.({ ...query, ...range, words: [] }),
    () => store.read(GROUP, { limit: 5, before: undefined, after: "1" }),
    () => store.read(GROUP, { limit: 5, after: undefined, before: undefined }),
  ];
  for (const read of readings) {
    await assertRejects(
      () => bounded(Promise.resolve(read())),
      SyntaxError,
    );
  }
  await bounded(
    Promise.resolve(
      store.write({ name: GROUP, rows: [], changes: [], coverage: [] }),
    ),
  );
});
