import { compareIds } from "../util/ids.ts";
import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { StoreFile } from "./deno_store_file.ts";
import { foldBatch, storeId } from "./fold.ts";
import type { KnownChanges } from "./registers.ts";
import type { MirrorBatch, StoreRange } from "./store.ts";
import { StoreError } from "./store_errors.ts";

/** A line of the file. */
interface Line {
  /** A message. */
  m?: MessageData;
  /** The id of a message that is gone. */
  d?: string;
  /** The id of a message, and what is known to have happened to it. */
  x?: readonly [id: string, changes: KnownChanges];
  /** The coverage: what stands before it is whole. */
  c?: Coverage;
}

/** Where a line is. */
interface Place {
  readonly at: number;
  readonly length: number;
}

/**
 * A conversation in one file of JSON lines. A batch is appended, its coverage
 * last; where the coverage is missing, the batch was torn and is cut off. A line
 * that a later one replaces is overwritten, so that no text outlives its deletion.
 */
export class ConversationFile implements Disposable {
  coverage: Coverage = [];
  readonly #file: StoreFile;
  readonly #places = new Map<string, Place>();
  readonly #changes = new Map<string, KnownChanges>();
  readonly #changePlaces = new Map<string, Place>();
  #ids: string[] | undefined;

  /**
   * Opens the file of a conversation, or makes it.
   *
   * @throws {StoreError} When a line of it is damaged.
   */
  constructor(path: string) {
    this.#file = new StoreFile(path);
    try {
      this.#load();
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  /** Appends a batch: all of it, or nothing. */
  write(batch: MirrorBatch): void {
    const folded = foldBatch(batch, (id) => ({
      row: this.#row(id),
      changes: this.#changes.get(id) ?? [],
    }));
    const lines: Line[] = folded.flatMap(({ id, row, ...it }): Line[] => [
      ...(it.isRowNew ? [row ? { m: row } : { d: id }] : []),
      ...(it.areChangesNew ? [{ x: [id, it.changes] as const }] : []),
    ]);
    const isCovered =
      JSON.stringify(this.coverage) === JSON.stringify(batch.coverage);
    if (lines.length === 0 && isCovered) return;
    lines.push({ c: batch.coverage });
    const { end } = this.#file;
    const texts = lines.map((line) => `${JSON.stringify(line)}\n`);
    this.#file.append(texts.join(""));
    let at = end;
    this.#file.blank(lines.flatMap((line, n) => {
      const { length } = new TextEncoder().encode(texts[n]);
      const place = { at, length };
      at += length;
      return this.#apply(line, place);
    }));
  }

  /** Reads messages as {@linkcode MirrorStore.read} says. */
  read({ before, after, limit }: StoreRange): readonly MessageData[] {
    const ids = this.#ids ??= [...this.#places.keys()].sort(compareIds);
    const isIn = (id: string) =>
      (after === undefined || compareIds(id, after) > 0) &&
      (before === undefined || compareIds(id, before) < 0);
    const isForwards = after !== undefined && before === undefined;
    const from = isForwards
      ? firstIndex(ids, (id) => compareIds(id, after) > 0)
      : 0;
    const to = before === undefined
      ? ids.length
      : firstIndex(ids, (id) => compareIds(id, before) >= 0);
    const chosen = isForwards
      ? ids.slice(from, from + limit)
      : ids.slice(Math.max(0, to - limit), to).reverse();
    return chosen.filter(isIn).map((id) => this.#row(id))
      .filter((row) => row !== undefined);
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }

  #load(): void {
    let batch: [Line, Place][] = [];
    const replaced: Place[] = [];
    let number = 0;
    let whole = 0;
    for (const { text, at, length, isWhole } of this.#file.lines()) {
      number += 1;
      const line = parseLine(text);
      if (!line || !isWhole) {
        // Nothing but the end of the file can be torn.
        if (at + length >= this.#file.size) break;
        throw new StoreError(
          `Cannot read ${this.#file.path}: line ${number} is damaged. Restore a copy, or delete the file and run again.`,
        );
      }
      batch.push([line, { at, length }]);
      if (!line.c) continue;
      for (const it of batch) replaced.push(...this.#apply(...it));
      batch = [];
      whole = at + length;
    }
    this.#file.end = whole;
    this.#file.blank(replaced);
  }

  /** Takes up a line; gives the places of those that it replaces. */
  #apply({ m, d, x, c }: Line, place: Place): readonly Place[] {
    const replaced: (Place | undefined)[] = [];
    const id = d ?? (m && storeId(m));
    if (id) {
      const before = this.#places.get(id);
      replaced.push(before);
      if (m) this.#places.set(id, place);
      else this.#places.delete(id);
      if (!before === !!m) this.#ids = undefined;
    }
    if (x) {
      const [id, changes] = x;
      replaced.push(this.#changePlaces.get(id));
      this.#changePlaces.set(id, place);
      this.#changes.set(id, changes);
    }
    if (c) this.coverage = c;
    return replaced.filter((it) => it !== undefined);
  }

  #row(id: string): MessageData | undefined {
    const place = this.#places.get(id);
    return place && parseLine(this.#file.read(place))?.m;
  }
}

/** An empty line, where a deleted message was, holds nothing. */
function parseLine(text: string): Line | undefined {
  if (text.trim() === "") return {};
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null ? line : undefined;
  } catch {
    return undefined;
  }
}

/** The index of the first id that a monotonic test holds for. */
function firstIndex(
  ids: readonly string[],
  test: (id: string) => boolean,
): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(ids[middle] ?? "")) high = middle;
    else low = middle + 1;
  }
  return low;
}
