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

import { toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { foldBatch, idsIn, type Stored } from "./fold.ts";
import { Database, IdbLock } from "./indexeddb_database.ts";
import { idb } from "./indexeddb_types.ts";
import { matches, snippetOf } from "./scan.ts";
import type {
  Hit,
  MirrorBatch,
  MirrorStore,
  StoreQuery,
  StoreRange,
} from "./store.ts";
import { wordsOf } from "./words.ts";

/** A message as its object store holds it. */
interface MessageRecord {
  /** The id, padded: text order is the order of time, then the conversation. */
  readonly key: readonly [id: string, name: string];
  readonly name: string;
  readonly id: string;
  readonly row: MessageData;
  readonly words: readonly string[];
}

const ID_LENGTH = 18;
const LATEST = /* @__PURE__ */ "9".repeat(ID_LENGTH);

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
      const { messages, changes, coverage } = stores;
      const ids = [...idsIn(batch)];
      // Asked for together: one turn of the event loop for the whole batch.
      const stored = new Map(
        await Promise.all(ids.map(async (id): Promise<[string, Stored]> => {
          const key = keyOf(name, id);
          const [record, known] = await Promise.all([
            messages.get<MessageRecord>(key),
            changes.get<Stored["changes"]>(key),
          ]);
          return [id, { row: record?.row, changes: known ?? [] }];
        })),
      );
      const writes: Promise<unknown>[] = [coverage.put(batch.coverage, name)];
      for (const it of foldBatch(batch, (id) => stored.get(id))) {
        const key = keyOf(name, it.id);
        if (it.isRowNew) {
          writes.push(
            it.row
              ? messages.put(recordOf(name, it.id, it.row))
              : messages.delete(key),
          );
        }
        if (it.areChangesNew) writes.push(changes.put(it.changes, key));
      }
      await Promise.all(writes);
    });
  }

  read(
    name: string,
    { before, after, limit }: StoreRange,
  ): Promise<readonly MessageData[]> {
    const lower = [name, after === undefined ? "" : padded(after)];
    const upper = [name, before === undefined ? LATEST : padded(before)];
    const isForwards = after !== undefined && before === undefined;
    const range = idb().IDBKeyRange.bound(lower, upper, true, true);
    return this.#db.run("readonly", async ({ messages }) => {
      if (isForwards) {
        const records = await messages.index("by_conversation")
          .getAll<MessageRecord>(range, limit);
        return records.map(({ row }) => row);
      }
      const rows: MessageData[] = [];
      await messages.index("by_conversation")
        .each<MessageRecord>(range, "prev", ({ row }) => {
          rows.push(row);
          return rows.length < limit;
        });
      return rows;
    });
  }

  search(query: StoreQuery): Promise<readonly Hit[]> {
    const { name, after, before, limit } = query;
    const hits: Hit[] = [];
    const oldest = after === undefined ? "" : padded(after);
    const newest = before === undefined ? LATEST : padded(before);
    const collect = ({ name: of, id, row }: MessageRecord) => {
      if (padded(id) <= oldest) return false;
      const isIn = padded(id) < newest &&
        (name === undefined || name === of);
      if (isIn && matches(row, query)) {
        hits.push({ name: of, message: row, snippet: snippetOf(row, query) });
      }
      return hits.length < limit;
    };
    // The longest word is the rarest, as a rule.
    const [word] = query.words.toSorted((a, b) => b.length - a.length);
    return this.#db.run("readonly", async ({ messages }) => {
      if (word === undefined) {
        const range = idb().IDBKeyRange.upperBound([newest]);
        await messages.each<MessageRecord>(range, "prev", collect);
      } else {
        // Up to the next text, and without it: Chromium finds the last of many
        // equal keys by passing all of them where the range ends in their own.
        const range = idb().IDBKeyRange.bound(word, `${word}\0`, false, true);
        await messages.index("by_word")
          .each<MessageRecord>(range, "prev", collect);
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

/** Text order is the order of ids. */
function padded(id: string): string {
  return id.padStart(ID_LENGTH, "0");
}

function keyOf(name: string, id: string): [string, string] {
  return [padded(id), name];
}

function recordOf(name: string, id: string, row: MessageData): MessageRecord {
  const words = [...new Set(wordsOf(toText(row.text) ?? ""))];
  return { key: keyOf(name, id), name, id: padded(id), row, words };
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
