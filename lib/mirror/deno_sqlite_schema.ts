import { statSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { DatabaseSync } from "node:sqlite";
import { assertDeno } from "./deno_lock.ts";
import { SCHEMA_VERSION } from "./store.ts";
import {
  StoreBusy,
  StoreError,
  StoreFull,
  StoreNewer,
} from "./store_errors.ts";

/** Tells a mirror from other SQLite files: "rxgm" in ASCII. */
const APPLICATION_ID = 0x7278676d;
/** How long another process may hold the file, in ms. */
const BUSY_TIMEOUT_MS = 5_000;

// Messages are kept under their id, which is made of the time, so that the
// newest hits of the index come first without sorting. Its texts are words with
// spaces between them: whatever Unicode makes of a character is part of a word.
const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE conversations (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    coverage TEXT NOT NULL
  );
  CREATE TABLE messages (
    place INTEGER PRIMARY KEY, conversation INTEGER NOT NULL,
    id INTEGER NOT NULL, data TEXT NOT NULL
  );
  CREATE UNIQUE INDEX messages_by_id ON messages (conversation, id);
  CREATE TABLE changes (
    conversation INTEGER NOT NULL, id INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (conversation, id)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
  );
  INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** The largest number of SQLite. */
export const LATEST: bigint = 2n ** 63n - 1n;

/** An id as SQLite compares it. */
export function clamp(id: string): bigint {
  const value = BigInt(id);
  return value > LATEST ? LATEST : value;
}

/** The database of a mirror, as far as it can be used. */
export interface OpenDatabase {
  readonly db: DatabaseSync;
  /** Why nothing can be written to it, where that is so. */
  readonly refusal?: Error;
}

/** Opens the database of a mirror, or makes it. */
export function openDatabase(path: string): OpenDatabase {
  return naming(path, () => {
    const sqlite = process.getBuiltinModule?.("node:sqlite");
    // Node.js has it from 22.5 on, in some versions only if told so.
    if (!sqlite) assertDeno(path, "sqliteMirror()");
    const { DatabaseSync } = sqlite;
    // Not read without what is in its log; and whoever has one may be writing.
    const hasLog = sizeOf(`${path}-wal`) > 0;
    try {
      const db = prepared(
        new DatabaseSync(path),
        (db) => prepareSchema(path, db),
      );
      return { db };
    } catch (error) {
      if (!isUnwritable(error) || sizeOf(path) === 0) throw error;
      // A backup on a medium that is read-only, or full, is for reading all the same.
      const db = openUnwritable(DatabaseSync, path, hasLog, error);
      return { db, refusal: error };
    }
  });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Closes a database again that is not what it has to be. */
function prepared(
  db: DatabaseSync,
  prepare: (db: DatabaseSync) => void,
): DatabaseSync {
  try {
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isUnwritable(error: unknown): error is Error {
  return error instanceof Error &&
    (/unable to open|readonly database/.test(error.message) || isFull(error));
}

function isFull({ message }: Error): boolean {
  return /disk is full|disk I\/O/.test(message);
}

/** Opens a database where nothing can be written, its log included. */
function openUnwritable(
  open: typeof DatabaseSync,
  path: string,
  hasLog: boolean,
  refusal: Error,
): DatabaseSync {
  const check = (db: DatabaseSync) => checkSchema(path, db);
  try {
    return prepared(new open(path, { readOnly: true }), check);
  } catch (error) {
    if (hasLog || !isUnwritable(error)) throw error;
  }
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  try {
    return prepared(new open(url, { readOnly: true }), check);
  } catch (error) {
    // A full disk may have cut off the making of it.
    throw isFull(refusal) ? refusal : error;
  }
}

function prepareSchema(path: string, db: DatabaseSync): void {
  // What is deleted is overwritten, as people expect of deleting.
  db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA secure_delete = ON;`);
  // Two processes may open a new file at once: one of them makes the tables.
  db.exec("BEGIN IMMEDIATE");
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_master").get();
  if (tables?.n === 0) db.exec(SCHEMA);
  else checkSchema(path, db);
  db.exec("COMMIT");
}

function checkSchema(path: string, db: DatabaseSync): void {
  const pragma = (name: string) =>
    Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  if (pragma("application_id") !== APPLICATION_ID) {
    throw new StoreError(
      `Cannot use ${path}: it is a database of something else. Choose another file.`,
    );
  } else if (pragma("user_version") > SCHEMA_VERSION) {
    throw new StoreNewer(
      `Cannot use ${path}: it has schema ${
        pragma("user_version")
      }, and this version knows ${SCHEMA_VERSION}. Update the library.`,
    );
  }
}

/**
 * Moves all of the log into the file, and cuts it to nothing: its pages hold what
 * was overwritten since.
 *
 * @returns `false` where somebody reads the file just now, or the disk is full:
 * what was written is whole in the log.
 */
export function emptyLog(db: DatabaseSync): boolean {
  try {
    db.exec("PRAGMA busy_timeout = 0");
    return db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy === 0;
  } catch {
    return false;
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

/**
 * Makes an error of SQLite one of a store, with the file's name in it.
 *
 * @param refusal Why nothing can be written, where that is known already.
 */
export function naming<T>(path: string, work: () => T, refusal?: Error): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof StoreError || !(error instanceof Error)) throw error;
    if (!("code" in error) || error.code !== "ERR_SQLITE_ERROR") throw error;
    const isKnown = refusal && /readonly database/.test(error.message);
    throw storeError(path, isKnown ? refusal : error);
  }
}

function storeError(path: string, cause: Error): StoreError {
  const { message } = cause;
  if (isFull(cause)) {
    return new StoreFull(
      `Cannot write ${path}: the disk is full. What was stored is whole; make room, then run again.`,
      { cause },
    );
  }
  if (/is locked/.test(message)) {
    return new StoreBusy(
      `Cannot use ${path}: another process holds it. Try again when it is done.`,
      { cause },
    );
  }
  const advice = /malformed|not a database/.test(message)
    ? "It is damaged, or no mirror: restore a copy, or choose another file."
    : "Check the path and its permissions.";
  return new StoreError(`Cannot use ${path}: ${message}. ${advice}`, { cause });
}
