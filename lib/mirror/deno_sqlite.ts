/**
 * A mirror in one SQLite file, with a full-text index, for Deno.
 *
 * @example Keep a copy in one file
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { mirror, search } from "@rxgroupme/client/mirror";
 * import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
 * import { lastValueFrom } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * await using store = sqliteMirror("groupme.db");
 * await lastValueFrom(mirror(client, store));
 * await search(store, "tide 7").forEach(({ hits }) => console.log(hits.length));
 * ```
 *
 * @module
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { compareIds } from "../util/ids.ts";
import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { lockFile } from "./deno_lock.ts";
import {
  clamp,
  emptyLog,
  LATEST,
  naming,
  openDatabase,
} from "./deno_sqlite_schema.ts";
import { naming as namingFile } from "./deno_store_file.ts";
import { foldBatch, type Folded, type Stored } from "./fold.ts";
import { contentOf, indexedText } from "./message_text.ts";
import { matches, snippetOf } from "./scan.ts";
import type {
  Hit,
  MirrorBatch,
  MirrorStore,
  StoreQuery,
  StoreRange,
} from "./store.ts";

/** A message as its table holds it. */
interface Row {
  /** Its place in the table: its id, or a little more where that was taken. */
  place: bigint;
  data: string;
}

/** A mirror in one SQLite file; made by {@linkcode sqliteMirror}. */
class SqliteMirror implements MirrorStore, AsyncDisposable {
  readonly #path: string;
  readonly #db: DatabaseSync;
  /** Makes errors of SQLite those of a store. */
  readonly #naming: <T>(work: () => T) => T;
  readonly #statements = new Map<string, StatementSync>();
  readonly #numbers = new Map<string, bigint>();
  /** Whether the log may hold what has gone: that of a run before, too. */
  #mustEmptyLog = true;

  constructor(path: string) {
    this.#path = path;
    const { db, refusal } = openDatabase(path);
    this.#db = db;
    this.#naming = (work) => naming(path, work, refusal);
  }

  readonly meta = {
    get: (key: string): string | undefined =>
      this.#first<{ text: string }>("SELECT text FROM meta WHERE key = ?", key)
        ?.text,
    set: (key: string, text: string): void =>
      this.#run("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, text),
  };

  coverage(name: string): Coverage {
    const sql = "SELECT coverage FROM conversations WHERE name = ?";
    const row = this.#first<{ coverage: string }>(sql, name);
    return row ? JSON.parse(row.coverage) : [];
  }

  write(batch: MirrorBatch): void {
    this.#naming(() => {
      this.#db.exec("BEGIN IMMEDIATE");
      try {
        this.#write(batch);
        this.#db.exec("COMMIT");
      } catch (error) {
        // Where the disk is full, SQLite has rolled back already.
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
        this.#numbers.clear();
        throw error;
      }
    });
    if (this.#mustEmptyLog) this.#mustEmptyLog = !emptyLog(this.#db);
  }

  read(
    name: string,
    { before, after, limit }: StoreRange,
  ): readonly MessageData[] {
    const number = this.#numberOf(name);
    if (number === undefined) return [];
    const order = after !== undefined && before === undefined ? "ASC" : "DESC";
    const rows = this.#all<Row>(
      `SELECT data FROM messages WHERE conversation = ? AND id > ? AND id < ?
       ORDER BY id ${order} LIMIT ?`,
      number,
      after === undefined ? 0n : clamp(after),
      before === undefined ? LATEST : clamp(before),
      BigInt(limit),
    );
    return rows.map(({ data }) => JSON.parse(data));
  }

  search(query: StoreQuery): readonly Hit[] {
    const { words, names, after, before, limit } = query;
    const numbers = names?.flatMap((it) => this.#numberOf(it) ?? []);
    if (numbers?.length === 0) return [];
    const isIndexed = words.length > 0;
    const place = isIndexed ? "words.rowid" : "place";
    const from = isIndexed
      // The index is read first, newest first: the join only looks up.
      ? "words CROSS JOIN messages ON place = words.rowid"
      : "messages";
    const sql = `SELECT name, data FROM ${from}
      CROSS JOIN conversations ON number = conversation
      WHERE ${isIndexed ? "words MATCH ?" : "? = ''"}
      AND ${place} > ? AND ${place} < ? AND id > ? AND id < ?
      ${numbers ? "AND +conversation IN (SELECT value FROM json_each(?))" : ""}
      ORDER BY ${place} DESC`;
    const oldest = after === undefined ? 0n : clamp(after);
    const newest = before === undefined ? LATEST : clamp(before);
    const phrases = words.map((word) => `"${word}"`).join(" ");
    const found = this.#naming(() =>
      this.#statement(sql).iterate(
        phrases,
        oldest,
        LATEST,
        oldest,
        newest,
        ...(numbers ? [`[${numbers}]`] : []),
      )
    );
    const hits: Hit[] = [];
    for (const it of found) {
      const message: MessageData = JSON.parse(String(it.data));
      if (!matches(message, query)) continue;
      const hit = { name: String(it.name), message };
      hits.push({ ...hit, snippet: snippetOf(message, query) });
      if (hits.length >= limit) break;
    }
    return hits;
  }

  lock(): (() => void) | undefined {
    const path = `${this.#path}.lock`;
    return namingFile(path, () => lockFile(path));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
    return Promise.resolve();
  }

  #write(batch: MirrorBatch): void {
    const { name, coverage } = batch;
    this.#run(
      `INSERT INTO conversations (name, coverage) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET coverage = excluded.coverage`,
      name,
      JSON.stringify(coverage),
    );
    const number = this.#numberOf(name) ?? 0n;
    const before = new Map<string, Row>();
    const stored = (id: string): Stored => {
      const row = this.#first<Row>(
        "SELECT place, data FROM messages WHERE conversation = ? AND id = ?",
        number,
        BigInt(id),
      );
      if (row) before.set(id, row);
      const changes = this.#first<{ data: string }>(
        "SELECT data FROM changes WHERE conversation = ? AND id = ?",
        number,
        BigInt(id),
      );
      return {
        row: row && JSON.parse(row.data),
        changes: changes ? JSON.parse(changes.data) : [],
      };
    };
    // The oldest first, as otherwise SQLite leaves half of each page empty.
    const folded = foldBatch(batch, stored)
      .toSorted((a, b) => compareIds(a.id, b.id));
    for (const it of folded) {
      if (it.isRowNew) this.#replace(number, it, before.get(it.id));
      if (it.areChangesNew) {
        this.#run(
          "INSERT OR REPLACE INTO changes VALUES (?, ?, ?)",
          number,
          BigInt(it.id),
          JSON.stringify(it.changes),
        );
      }
    }
  }

  #replace(number: bigint, { id, row }: Folded, before?: Row): void {
    const data = row && JSON.stringify(row);
    const old: MessageData | undefined = before && JSON.parse(before.data);
    const indexed = old && indexedText(old);
    this.#mustEmptyLog ||= !!old && contentOf(old) !== contentOf(row);
    const text = row && indexedText(row);
    if (before && indexed && indexed !== text) {
      this.#run(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
        before.place,
        indexed,
      );
    }
    if (before && !data) {
      this.#run("DELETE FROM messages WHERE place = ?", before.place);
    }
    if (!data) return;
    const place = before?.place ?? this.#freePlace(BigInt(id));
    if (before) {
      this.#run("UPDATE messages SET data = ? WHERE place = ?", data, place);
    } else {
      this.#run(
        "INSERT INTO messages VALUES (?, ?, ?, ?)",
        place,
        number,
        BigInt(id),
        data,
      );
    }
    if (text && indexed !== text) {
      this.#run("INSERT INTO words (rowid, text) VALUES (?, ?)", place, text);
    }
  }

  /** Two conversations may have messages of the same id, made of the time. */
  #freePlace(id: bigint): bigint {
    let place = id;
    const taken = "SELECT 1 FROM messages WHERE place = ?";
    while (this.#first(taken, place)) place += 1n;
    return place;
  }

  #numberOf(name: string): bigint | undefined {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const row = this.#first<{ number: bigint }>(
      "SELECT number FROM conversations WHERE name = ?",
      name,
    );
    if (row) this.#numbers.set(name, row.number);
    return row?.number;
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    statement.setReadBigInts(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  #first<T>(sql: string, ...values: (string | bigint)[]): T | undefined {
    return this.#naming(() =>
      this.#statement(sql).get(...values) as T | undefined
    );
  }

  #all<T>(sql: string, ...values: (string | bigint)[]): readonly T[] {
    return this.#naming(
      () => this.#statement(sql).all(...values) as unknown as readonly T[],
    );
  }

  #run(sql: string, ...values: (string | bigint)[]): void {
    this.#naming(() => this.#statement(sql).run(...values));
  }
}

/**
 * Opens a mirror in an SQLite file, or makes the file.
 *
 * @param path Where the file is.
 * @throws {StoreNewer} When a newer version of this library wrote it.
 * @throws {StoreBusy} When another process holds it.
 * @throws {StoreError} When it is damaged, or something else than a mirror.
 */
export function sqliteMirror(path: string): MirrorStore & AsyncDisposable {
  return new SqliteMirror(path);
}
