/**
 * A mirror in a directory of JSON lines, for Deno: readable by any program,
 * for as long as there are programs.
 *
 * @example Keep a copy as JSON lines
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { mirror, search } from "@rxgroupme/client/mirror";
 * import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
 * import { lastValueFrom } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * await using store = ndjsonMirror("groupme");
 * await lastValueFrom(mirror(client, store));
 * await search(store, "tide 7").forEach(({ hits }) => console.log(hits.length));
 * ```
 *
 * @module
 */

import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { assertDeno, lockFile } from "./deno_lock.ts";
import { ConversationFile } from "./deno_ndjson_file.ts";
import { replaceFile } from "./deno_replace_file.ts";
import { naming } from "./deno_store_file.ts";
import { scanRows } from "./scan.ts";
import {
  type Hit,
  type MirrorBatch,
  type MirrorStore,
  SCHEMA_VERSION,
  type StoreQuery,
  type StoreRange,
} from "./store.ts";
import { StoreError, StoreNewer } from "./store_errors.ts";

const EXTENSION = ".ndjson";
const META_FILE = "mirror.json";
/** Conversations whose files stay open: those that are read in turn. */
const MAX_OPEN_FILES = 64;

/** A mirror in a directory; made by {@linkcode ndjsonMirror}. */
class NdjsonMirror implements MirrorStore, AsyncDisposable {
  readonly #directory: string;
  readonly #texts: Map<string, string>;
  /** The files that are open, the one used last at the end. */
  readonly #open = new Map<string, ConversationFile>();

  constructor(directory: string) {
    assertDeno(directory, "ndjsonMirror()");
    this.#directory = directory;
    naming(directory, () => Deno.mkdirSync(directory, { recursive: true }));
    this.#texts = this.#readTexts();
  }

  readonly meta = {
    get: (key: string): string | undefined => this.#texts.get(key),
    set: (key: string, text: string): void => {
      this.#texts.set(key, text);
      this.#writeTexts();
    },
  };

  coverage(name: string): Coverage {
    return this.#file(name)?.coverage ?? [];
  }

  write(batch: MirrorBatch): void {
    if (this.#texts.size === 0) this.#writeTexts();
    this.#file(batch.name, true)?.write(batch);
  }

  read(name: string, range: StoreRange): readonly MessageData[] {
    return this.#file(name)?.read(range) ?? [];
  }

  search(query: StoreQuery): Promise<readonly Hit[]> {
    const names = [...Deno.readDirSync(this.#directory)]
      .filter(({ name }) => name.endsWith(EXTENSION))
      .flatMap(({ name }) =>
        conversationNameOf(name.slice(0, -EXTENSION.length)) ?? []
      );
    return scanRows(this, names, query);
  }

  lock(): (() => void) | undefined {
    return naming(this.#directory, () => lockFile(`${this.#directory}/lock`));
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#open.values()) file[Symbol.dispose]();
    this.#open.clear();
    return Promise.resolve();
  }

  #file(name: string, isToMake = false): ConversationFile | undefined {
    const open = this.#open.get(name);
    const path = `${this.#directory}/${fileNameOf(name)}${EXTENSION}`;
    if (!open && !isToMake && !exists(path)) return undefined;
    const file = open ?? new ConversationFile(path);
    this.#open.delete(name);
    this.#open.set(name, file);
    const [oldest] = this.#open;
    if (oldest && this.#open.size > MAX_OPEN_FILES) {
      this.#open.delete(oldest[0]);
      oldest[1][Symbol.dispose]();
    }
    return file;
  }

  #readTexts(): Map<string, string> {
    const path = `${this.#directory}/${META_FILE}`;
    if (!exists(path)) return new Map();
    const { schema, texts } = parseMeta(
      path,
      naming(path, () => Deno.readTextFileSync(path)),
    );
    if (schema > SCHEMA_VERSION) {
      throw new StoreNewer(
        `Cannot use ${path}: it has schema ${schema}, and this version knows ${SCHEMA_VERSION}. Update the library.`,
      );
    }
    return new Map(Object.entries(texts));
  }

  #writeTexts(): void {
    const path = `${this.#directory}/${META_FILE}`;
    const meta = {
      schema: SCHEMA_VERSION,
      texts: Object.fromEntries(this.#texts),
    };
    const bytes = new TextEncoder().encode(JSON.stringify(meta));
    naming(path, () => replaceFile(path, bytes));
  }
}

/** A conversation's file: names hold no path, and no character of Windows'. */
function fileNameOf(name: string): string {
  return encodeURIComponent(name).replaceAll("%3A", "_").replaceAll(".", "%2E");
}

/** The conversation of a file; none of a name that is not of our making. */
function conversationNameOf(fileName: string): string | undefined {
  try {
    return decodeURIComponent(fileName.replace("_", ":"));
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    return naming(path, () => {
      throw error;
    });
  }
}

function parseMeta(
  path: string,
  text: string,
): { schema: number; texts: Record<string, string> } {
  try {
    const { schema, texts } = JSON.parse(text);
    if (typeof schema === "number" && typeof texts === "object" && texts) {
      return { schema, texts };
    }
  } catch {
    // Told below.
  }
  throw new StoreError(
    `Cannot use ${path}: it is damaged, or of something else. Restore a copy, or choose another directory.`,
  );
}

/**
 * Opens a mirror in a directory, or makes it: a file of JSON lines for each
 * conversation, `{"m":..}` a message and `{"c":..}` the coverage so far.
 *
 * @param directory Where the files are.
 * @throws {StoreNewer} When a newer version of this library wrote it.
 * @throws {StoreError} When it is damaged, or cannot be written.
 */
export function ndjsonMirror(
  directory: string,
): MirrorStore & AsyncDisposable {
  return new NdjsonMirror(directory);
}
