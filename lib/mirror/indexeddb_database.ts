import {
  idb,
  type IdbDatabase,
  type IdbKeyRange,
  type IdbObjectStore,
  type IdbRequest,
  type IdbSource,
  type IdbTransaction,
  type Key,
} from "./indexeddb_types.ts";
import { SCHEMA_VERSION } from "./store.ts";
import { StoreError, StoreFull, StoreNewer } from "./store_errors.ts";

const STORES = ["pages", "changes", "coverage", "meta"] as const;
/** How long a lock without a renewal counts, in ms. */
const LEASE_MS = 30_000;

/** An object store, or an index of one, whose requests are promises. */
class Keyed<S extends IdbSource> {
  constructor(protected readonly source: S) {}

  get<T>(key: Key): Promise<T | undefined> {
    return done(this.source.get(key)) as Promise<T | undefined>;
  }

  getAll<T>(range: IdbKeyRange, limit?: number): Promise<readonly T[]> {
    return done(this.source.getAll(range, limit)) as Promise<readonly T[]>;
  }

  /** Visits record after record, until `visit` returns false. */
  each<T>(
    range: IdbKeyRange,
    direction: "next" | "prev",
    visit: (record: T) => boolean,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      hear(this.source.openCursor(range, direction), reject, (cursor) => {
        if (cursor && visit(cursor.value as T)) cursor.continue();
        else resolve();
      });
    });
  }
}

/** The same for what can be written to. */
class ObjectStore extends Keyed<IdbObjectStore> {
  put(value: unknown, key?: Key): Promise<unknown> {
    return done(this.source.put(value, key));
  }

  delete(key: Key): Promise<unknown> {
    return done(this.source.delete(key));
  }

  index(name: string): Keyed<IdbSource> {
    return new Keyed(this.source.index(name));
  }

  /**
   * Goes backwards over the keys of records, and reads those that are chosen.
   *
   * @param index The index whose range it is; the keys are those of the records.
   */
  eachChosen<T, K extends Key>(
    range: IdbKeyRange,
    choose: (key: K) => "read" | "skip" | "end",
    visit: (record: T) => void,
    index?: string,
  ): Promise<void> {
    const { source } = this;
    const from = index === undefined ? source : source.index(index);
    return new Promise((resolve, reject) => {
      hear(from.openKeyCursor(range, "prev"), reject, (cursor) => {
        const choice = cursor ? choose(cursor.primaryKey as K) : "end";
        if (!cursor || choice === "end") return resolve();
        if (choice === "skip") return cursor.continue();
        hear(source.get(cursor.primaryKey), reject, (record) => {
          visit(record as T);
          cursor.continue();
        });
      });
    });
  }
}

/** The object stores of a mirror, in one transaction. */
export type Stores = { readonly [name in typeof STORES[number]]: ObjectStore };

/** A database that is opened when it is first used. */
export class Database {
  readonly #name: string;
  #opened: Promise<IdbDatabase> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Runs `work` in one transaction: all of it takes effect, or none. */
  async run<T>(
    mode: "readonly" | "readwrite",
    work: (stores: Stores) => Promise<T>,
  ): Promise<T> {
    try {
      this.#opened ??= this.#open();
      const db = await this.#opened;
      const transaction = db.transaction([...STORES], mode);
      const whole = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
      // Met below, also where the work fails first.
      whole.catch(() => {});
      const [pages, changes, coverage, meta] = STORES.map((name) =>
        new ObjectStore(transaction.objectStore(name))
      ) as [ObjectStore, ObjectStore, ObjectStore, ObjectStore];
      let result: T;
      try {
        result = await work({ pages, changes, coverage, meta });
      } catch (error) {
        // Where the browser gave up, its requests say no more than that it did.
        const cause = transaction.error ?? error;
        abort(transaction);
        throw cause;
      }
      await whole;
      return result;
    } catch (error) {
      throw this.#storeError(error);
    }
  }

  /** Closes the connection, if there is one. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    const db = await opened?.catch(() => undefined);
    db?.close();
  }

  async #open(): Promise<IdbDatabase> {
    const request = idb().indexedDB.open(this.#name, SCHEMA_VERSION);
    request.onupgradeneeded = () => createStores(request.result);
    try {
      const db = await done(request);
      // Another tab deletes the database, or brings a newer version.
      db.onversionchange = () => {
        db.close();
        this.#opened = undefined;
      };
      return db;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  #storeError(cause: unknown): unknown {
    if (cause instanceof StoreError) return cause;
    const name = cause instanceof Error || cause instanceof DOMException
      ? cause.name
      : "";
    const what = `Cannot use the database ${this.#name}`;
    switch (name) {
      case "QuotaExceededError":
        return new StoreFull(
          `${what}: the browser gives it no more room. What was stored is whole; make room, then run again.`,
          { cause },
        );
      case "VersionError":
        return new StoreNewer(
          `${what}: a newer version wrote it. Reload the page, or update the library.`,
          { cause },
        );
      case "InvalidStateError":
      case "UnknownError":
      case "NotFoundError":
      case "AbortError":
        return new StoreError(
          `${what}: the browser closed it (${name}). Open it again, or delete it and begin again.`,
          { cause },
        );
    }
    return cause;
  }
}

function createStores(db: IdbDatabase): void {
  const keyPath = ["newest", "oldest", "name"];
  const pages = db.createObjectStore("pages", { keyPath });
  pages.createIndex("by_conversation", ["name", "newest"]);
  pages.createIndex("by_word", "words", { multiEntry: true });
  for (const name of STORES.slice(1)) db.createObjectStore(name);
}

function abort(transaction: IdbTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/**
 * Takes the result of a request, or its error, or that of who takes the result:
 * thrown in an event it would reach nobody, and what waits would wait forever.
 */
function hear<T>(
  request: IdbRequest<T>,
  fail: (error: unknown) => void,
  take: (result: T) => void,
): void {
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    try {
      take(request.result);
    } catch (error) {
      fail(error);
    }
  };
}

function done<T>(request: IdbRequest<T>): Promise<T> {
  const result = new Promise<T>((resolve, reject) => {
    hear(request, reject, resolve);
  });
  // Of several requests at once one may fail while another is waited for.
  result.catch(() => {});
  return result;
}

/** Web Locks, as far as they are used here. */
interface Locks {
  request(
    name: string,
    options: { ifAvailable: true },
    held: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** One writer a database: by Web Locks, or by a lease where there are none. */
export class IdbLock {
  constructor(readonly name: string, readonly db: Database) {}

  /** Takes the lock; nothing where another tab has it. */
  acquire(): Promise<(() => void) | undefined> {
    const { navigator } = globalThis as { navigator?: { locks?: Locks } };
    const locks = navigator?.locks;
    return locks ? this.#byWebLock(locks) : this.#byLease();
  }

  #byWebLock(locks: Locks): Promise<(() => void) | undefined> {
    return new Promise((resolve, reject) => {
      locks.request(this.name, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(undefined);
          return Promise.resolve();
        }
        return new Promise<void>((release) => resolve(release));
      }).catch(reject);
    });
  }

  async #byLease(): Promise<(() => void) | undefined> {
    const holder = crypto.randomUUID();
    const claim = (until: number) =>
      this.db.run("readwrite", async ({ meta }) => {
        const lease = await meta.get<{ holder: string; until: number }>(
          "lease",
        );
        const isFree = !lease || lease.holder === holder ||
          lease.until < Date.now() ||
          // Set so far ahead by a clock that was wrong.
          lease.until > Date.now() + LEASE_MS;
        if (isFree) await meta.put({ holder, until }, "lease");
        return isFree;
      });
    if (!await claim(Date.now() + LEASE_MS)) return undefined;
    const renewal = setInterval(
      () => void claim(Date.now() + LEASE_MS).catch(() => {}),
      LEASE_MS / 3,
    );
    return () => {
      clearInterval(renewal);
      claim(0).catch(() => {});
    };
  }
}
