import { compareIds } from "../util/ids.ts";
import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import { foldBatch, type Stored } from "./fold.ts";
import { scanRows } from "./scan.ts";
import type {
  Hit,
  MirrorBatch,
  MirrorStore,
  StoreQuery,
  StoreRange,
} from "./store.ts";

/** One conversation in memory. */
class Conversation {
  coverage: Coverage = [];
  readonly #messages = new Map<string, Stored>();
  #ids: string[] | undefined = [];

  write(batch: MirrorBatch): void {
    for (const it of foldBatch(batch, (id) => this.#messages.get(id))) {
      const { id, row, changes } = it;
      const before = this.#messages.get(id);
      this.#messages.set(id, { row, changes });
      if (!before?.row !== !row) this.#ids = undefined;
    }
    this.coverage = batch.coverage;
  }

  read({ before, after, limit }: StoreRange): readonly MessageData[] {
    this.#ids ??= [...this.#messages].filter(([, { row }]) => row)
      .map(([id]) => id).sort(compareIds);
    const ids = this.#ids;
    const from = after === undefined ? 0 : lowerBound(ids, after, true);
    const to = before === undefined ? ids.length : lowerBound(ids, before);
    const isForwards = after !== undefined && before === undefined;
    const chosen = isForwards
      ? ids.slice(from, Math.min(to, from + limit))
      : ids.slice(Math.max(from, to - limit), Math.max(from, to)).reverse();
    return chosen.map((id) => this.#messages.get(id)?.row)
      .filter((row) => row !== undefined);
  }
}

/** The index of the first id that is not smaller, or that is larger. */
function lowerBound(
  ids: readonly string[],
  id: string,
  isAfter = false,
): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareIds(ids[middle] ?? "", id);
    if (isAfter ? order <= 0 : order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A mirror store that lasts as long as the program; made by {@linkcode memoryMirror}. */
class MemoryMirror implements MirrorStore, AsyncDisposable {
  readonly #conversations = new Map<string, Conversation>();
  readonly #texts = new Map<string, string>();
  #isLocked = false;

  readonly meta = {
    get: (key: string): string | undefined => this.#texts.get(key),
    set: (key: string, text: string): void => void this.#texts.set(key, text),
  };

  coverage(name: string): Coverage {
    return this.#conversations.get(name)?.coverage ?? [];
  }

  write(batch: MirrorBatch): void {
    const it = this.#conversations.get(batch.name) ?? new Conversation();
    it.write(batch);
    this.#conversations.set(batch.name, it);
  }

  read(name: string, range: StoreRange): readonly MessageData[] {
    return this.#conversations.get(name)?.read(range) ?? [];
  }

  search(query: StoreQuery): Promise<readonly Hit[]> {
    return scanRows(this, [...this.#conversations.keys()], query);
  }

  lock(): (() => void) | undefined {
    if (this.#isLocked) return undefined;
    this.#isLocked = true;
    return () => {
      this.#isLocked = false;
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

/** Makes a store in memory, for tests and for pages that keep nothing. */
export function memoryMirror(): MirrorStore & AsyncDisposable {
  return new MemoryMirror();
}
