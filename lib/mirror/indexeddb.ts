/**
 * A mirror in IndexedDB, with an index of the words, for pages and workers.
 *
 * @example Keep a copy in a browser
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { mirror, search } from "@rxgroupme/client/mirror";
 * import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
 * import { lastValueFrom } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * await using store = indexedDbMirror("groupme");
 * await lastValueFrom(mirror(client, store));
 * await search(store, "tide 7").forEach(({ hits }) => console.log(hits.length));
 * ```
 *
 * @module
 */

import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { foldBatch, idsIn } from "./fold.ts";
import { Database, IdbLock, type Stores } from "./indexeddb_database.ts";
import {
  changeOfSlot,
  padded,
  paddedIdOf,
  type PageKey,
  type PageRecord,
  rowsOf,
  type Slot,
} from "./indexeddb_pages.ts";
import { idb, type IdbKeyRange } from "./indexeddb_types.ts";
import type { KnownChanges } from "./registers.ts";
import { matches, newestHits, snippetOf } from "./scan.ts";
import type {
  Hit,
  MirrorBatch,
  MirrorStore,
  StoreQuery,
  StoreRange,
} from "./store.ts";

/** Below, and above, the padded id of every message. */
const LOWEST = "";
const HIGHEST = "\uffff";

/** A mirror in IndexedDB; made by {@linkcode indexedDbMirror}. */
class IndexedDbMirror implements MirrorStore, AsyncDisposable {
  readonly #db: Database;
  readonly #lock: IdbLock;

  constructor(name: string) {
    this.#db = new Database(name);
    this.#lock = new IdbLock(`rxgroupme mirror ${name}`, this.#db);
  }

  readonly meta = {
    get: (key: string): Promise<string | undefined> =>
      this.#db.run("readonly", ({ meta }) => meta.get<string>(key)),
    set: (key: string, text: string): Promise<void> =>
      this.#db.run("readwrite", async ({ meta }) => {
        await meta.put(text, key);
      }),
  };

  coverage(name: string): Promise<Coverage> {
    return this.#db.run(
      "readonly",
      async ({ coverage }) => await coverage.get<Coverage>(name) ?? [],
    );
  }

  write(batch: MirrorBatch): Promise<void> {
    const { name } = batch;
    return this.#db.run("readwrite", async (stores) => {
      const { pages, changes, coverage } = stores;
      const ids = [...idsIn(batch)].map(padded).sort();
      const [known, slots] = await Promise.all([
        knownChanges(stores, batch),
        slotsOf(stores, name, ids),
      ]);
      const before = new Map(slots.flatMap((slot) => [...slot.before]));
      const folded = foldBatch(batch, (id) => ({
        row: before.get(padded(id)),
        changes: known.get(padded(id)) ?? [],
      }));
      const writes: Promise<unknown>[] = [coverage.put(batch.coverage, name)];
      const news = new Map(
        folded.filter(({ isRowNew }) => isRowNew)
          .map(({ id, row }) => [padded(id), row]),
      );
      for (const slot of slots) {
        const { removed, written } = changeOfSlot(name, slot, news);
        writes.push(...removed.map((key) => pages.delete(key)));
        writes.push(...written.map((page) => pages.put(page)));
      }
      for (const { id, changes: all, areChangesNew } of folded) {
        if (areChangesNew) writes.push(changes.put(all, [name, padded(id)]));
      }
      await Promise.all(writes);
    });
  }

  read(
    name: string,
    { before, after, limit }: StoreRange,
  ): Promise<readonly MessageData[]> {
    const newest = before === undefined ? HIGHEST : padded(before);
    const oldest = after === undefined ? LOWEST : padded(after);
    const isForwards = after !== undefined && before === undefined;
    if (oldest >= newest) return Promise.resolve([]);
    const found: MessageData[] = [];
    const take = (page: PageRecord) => {
      const rows = rowsOf(page).filter((row) => {
        const id = paddedIdOf(row);
        return oldest < id && id < newest;
      });
      found.push(...isForwards ? rows : rows.toReversed());
      return found.length < limit;
    };
    return this.#db.run("readonly", async ({ pages }) => {
      const index = pages.index("by_conversation");
      const range = between(name, oldest, newest, true);
      if (isForwards) {
        await index.each<PageRecord>(range, "next", take);
        return found.slice(0, limit);
      }
      // The page that the newest id is in ends above it.
      const [above] = before === undefined ? [] : await index.getAll<
        PageRecord
      >(between(name, newest, HIGHEST, false), 1);
      if (!above || take(above)) {
        await index.each<PageRecord>(range, "prev", take);
      }
      return found.slice(0, limit);
    });
  }

  search(query: StoreQuery): Promise<readonly Hit[]> {
    const { names, after, before, limit } = query;
    const oldest = after === undefined ? LOWEST : padded(after);
    const newest = before === undefined ? HIGHEST : padded(before);
    let hits: readonly Hit[] = [];
    // Pages of several conversations lie over each other.
    const isOver = ([top]: PageKey) => {
      const last = hits[limit - 1];
      return top <= oldest || !!last && top < paddedIdOf(last.message);
    };
    const choose = (key: PageKey) => {
      if (isOver(key)) return "end";
      const [, bottom, name] = key;
      const isIn = bottom < newest && (!names || names.includes(name));
      return isIn ? "read" : "skip";
    };
    const collect = (page: PageRecord) => {
      const { name } = page;
      const found = rowsOf(page).filter((row) => {
        const id = paddedIdOf(row);
        return oldest < id && id < newest && matches(row, query);
      });
      const more = found.map((message): Hit => {
        return { name, message, snippet: snippetOf(message, query) };
      });
      hits = newestHits([...hits, ...more], limit);
    };
    // The longest word is the rarest, as a rule.
    const [word] = query.words.toSorted((a, b) => b.length - a.length);
    return this.#db.run("readonly", async ({ pages }) => {
      if (word === undefined) {
        const all = idb().IDBKeyRange.upperBound([HIGHEST]);
        await pages.eachChosen<PageRecord, PageKey>(all, choose, collect);
      } else {
        // Up to the next text, and without it: Chromium finds the last of many
        // equal keys by passing all of them where the range ends in their own.
        const range = idb().IDBKeyRange.bound(word, `${word}\0`, false, true);
        await pages.eachChosen<PageRecord, PageKey>(
          range,
          choose,
          collect,
          "by_word",
        );
      }
      return hits;
    });
  }

  lock(): Promise<(() => void) | undefined> {
    return this.#lock.acquire();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#db.close();
  }
}

/** The pages of a conversation whose newest message is between two ids. */
function between(
  name: string,
  low: string,
  high: string,
  isLowOpen: boolean,
): IdbKeyRange {
  return idb().IDBKeyRange.bound([name, low], [name, high], isLowOpen, true);
}

/** The changes that are known of the messages of a batch, by their padded ids. */
async function knownChanges(
  { changes }: Stores,
  { name, rows, changes: news }: MirrorBatch,
): Promise<ReadonlyMap<string, KnownChanges>> {
  const idsOf = (part: Pick<MirrorBatch, "rows" | "changes">) =>
    [...idsIn({ name, coverage: [], ...part })].map(padded).sort();
  const ids = idsOf({ rows, changes: [] });
  // One request for all rows, of which next to none is changed.
  const range = ids.length > 0 && idb().IDBKeyRange.bound(
    [name, ids[0] ?? ""],
    [name, ids.at(-1) ?? ""],
    false,
    false,
  );
  const known = await Promise.all([
    range ? changes.getAll<KnownChanges>(range) : [],
    // Messages of any time.
    ...idsOf({ rows: [], changes: news }).map(async (
      id,
    ) => [await changes.get<KnownChanges>([name, id]) ?? []]),
  ]);
  return new Map(
    known.flat().map((all) => [padded(all[0]?.messageId ?? ""), all]),
  );
}

/** The pages that messages belong into, or next to: one request for each. */
async function slotsOf(
  { pages }: Stores,
  name: string,
  ids: readonly string[],
): Promise<readonly Slot[]> {
  const index = pages.index("by_conversation");
  const slots: Slot[] = [];
  let rest = ids;
  for (;;) {
    const [first] = rest;
    if (first === undefined) return slots;
    const above = between(name, first, HIGHEST, false);
    let [page] = await index.getAll<PageRecord>(above, 1);
    const top = page?.newest ?? HIGHEST;
    if (!page) {
      // What is new is put beside what was the newest.
      const below = between(name, LOWEST, first, false);
      await index.each<PageRecord>(below, "prev", (it) => {
        page = it;
        return false;
      });
    }
    const last = slots.at(-1);
    if (page && last?.page?.newest === page.newest) {
      slots[slots.length - 1] = { ...last, ids: [...last.ids, ...rest] };
      return slots;
    }
    const rows = page ? rowsOf(page) : [];
    slots.push({
      page,
      before: new Map(rows.map((row) => [paddedIdOf(row), row])),
      ids: rest.filter((id) => id <= top),
    });
    rest = rest.filter((id) => id > top);
  }
}

/**
 * Opens a mirror in IndexedDB, or makes it. Nothing is opened before it is
 * first used. A page that wants to keep it asks for `navigator.storage.persist()`
 * itself; where the browser evicts it, the next run begins at the beginning.
 *
 * @param name The name of the database.
 */
export function indexedDbMirror(name: string): MirrorStore & AsyncDisposable {
  return new IndexedDbMirror(name);
}
