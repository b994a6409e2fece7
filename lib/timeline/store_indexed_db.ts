/** The part of IndexedDB that is used; not every runtime has its types. */
interface Request<T> {
  readonly result: T;
  readonly error: unknown;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}

interface Opening extends Request<Database> {
  onupgradeneeded: (() => void) | null;
}

interface Database {
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: "readonly" | "readwrite"): Transaction;
  close(): void;
}

interface Transaction {
  readonly error: unknown;
  objectStore(name: string): ObjectStore;
  oncomplete: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
}

/** A store of values by key. */
export interface ObjectStore {
  /** Reads one value. */
  get(key: string): Request<unknown>;
  /** Reads all values. */
  getAll(): Request<unknown>;
  /** Keeps a value. */
  put(value: unknown, key: string): Request<unknown>;
  /** Drops a value. */
  delete(key: string): Request<unknown>;
}

/** The only store of each of our databases. */
const STORE = "values";

/**
 * Runs one request on IndexedDB. The database is made where it is missing, and
 * closed afterwards, so that no tab stands in another's way.
 *
 * @throws {Error} Rejected where there is no IndexedDB, or it is full or denied.
 */
export async function withStore(
  database: string,
  mode: "readonly" | "readwrite",
  request: (store: ObjectStore) => Request<unknown>,
): Promise<unknown> {
  const { indexedDB } = globalThis as {
    indexedDB?: { open(name: string, version: number): Opening };
  };
  if (!indexedDB) throw new Error("Cannot open IndexedDB: there is none here");
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const db = await resultOf(opening);
  try {
    const transaction = db.transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
    const pending = request(transaction.objectStore(STORE));
    // A full disk shows here, after the request itself has succeeded.
    await done;
    return pending.result;
  } finally {
    db.close();
  }
}

function resultOf<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
