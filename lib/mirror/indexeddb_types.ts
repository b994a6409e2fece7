// As much of IndexedDB as is used here: Deno's types have none of it, and the
// DOM's would bring all of a page into every program.

/** A key of a record. */
export type Key = string | readonly (string | number)[];

/** A request to a database. */
export interface IdbRequest<T> {
  readonly result: T;
  readonly error: unknown;
  onsuccess: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** The opening of a database. */
export interface IdbOpenRequest extends IdbRequest<IdbDatabase> {
  onupgradeneeded: ((event: never) => void) | null;
}

/** A range of keys. */
export type IdbKeyRange = object;

/** The place of a walk over records. */
export interface IdbCursor {
  /** The key of the record. */
  readonly primaryKey: Key;
  continue(): void;
}

/** The place of a walk that reads them. */
export interface IdbValueCursor extends IdbCursor {
  readonly value: unknown;
}

/** Where records are read. */
export interface IdbSource {
  get(key: Key): IdbRequest<unknown>;
  getAll(range: IdbKeyRange, count?: number): IdbRequest<unknown[]>;
  openCursor(
    range: IdbKeyRange,
    direction: "next" | "prev",
  ): IdbRequest<IdbValueCursor | null>;
  openKeyCursor(
    range: IdbKeyRange,
    direction: "next" | "prev",
  ): IdbRequest<IdbCursor | null>;
}

/** Where records are. */
export interface IdbObjectStore extends IdbSource {
  put(value: unknown, key?: Key): IdbRequest<unknown>;
  delete(key: Key): IdbRequest<unknown>;
  index(name: string): IdbSource;
  createIndex(
    name: string,
    keyPath: string | string[],
    options?: { multiEntry: boolean },
  ): unknown;
}

/** A transaction: it takes effect as a whole. */
export interface IdbTransaction {
  readonly error: unknown;
  oncomplete: ((event: never) => void) | null;
  onabort: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  objectStore(name: string): IdbObjectStore;
  abort(): void;
}

/** A connection to a database. */
export interface IdbDatabase {
  onversionchange: ((event: never) => void) | null;
  transaction(
    names: readonly string[],
    mode: "readonly" | "readwrite",
  ): IdbTransaction;
  createObjectStore(
    name: string,
    options?: { keyPath: string[] },
  ): IdbObjectStore;
  close(): void;
}

/** The part of IndexedDB that is used. */
export interface IdbGlobals {
  readonly indexedDB: { open(name: string, version: number): IdbOpenRequest };
  readonly IDBKeyRange: {
    upperBound(key: Key): IdbKeyRange;
    bound(
      low: Key,
      high: Key,
      isLowOpen: boolean,
      isHighOpen: boolean,
    ): IdbKeyRange;
  };
}

/**
 * IndexedDB of this page or worker.
 *
 * @throws {TypeError} Where there is none.
 */
export function idb(): IdbGlobals {
  const globals = globalThis as unknown as Partial<IdbGlobals>;
  if (globals.indexedDB && globals.IDBKeyRange) return globals as IdbGlobals;
  throw new TypeError(
    "Cannot open a mirror in IndexedDB: this platform has none. Use another store.",
  );
}
