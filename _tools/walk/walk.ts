import type { Place } from "./instrument.ts";

/** How far calls went. */
export interface Walk {
  /** How often each file was reached. */
  readonly files: ReadonlyMap<string, number>;
  /** How often each function was called, by its file and name. */
  readonly functions: ReadonlyMap<string, number>;
  /** How often a function called one of another room, by the two rooms. */
  readonly borders: ReadonlyMap<string, number>;
}

/** Counts what instrumented functions tell, from one `reset()` to the next. */
export class Walker {
  readonly #places: readonly Place[];
  readonly #stack: number[] = [];
  #walk = emptyWalk();

  /** Takes the functions by the index that stands for each. */
  constructor(places: readonly Place[]) {
    this.#places = places;
  }

  /** What was counted. */
  get walk(): Walk {
    return this.#walk;
  }

  /** Forgets what was counted. */
  reset(): void {
    this.#walk = emptyWalk();
  }

  /** Counts a call, and what it calls as its own. */
  enter(index: number): void {
    this.touch(index);
    this.#stack.push(index);
  }

  /** Ends the last call. */
  leave(): void {
    this.#stack.pop();
  }

  /** Counts a call while `body` lasts. */
  call<T>(index: number, body: () => T): T {
    this.enter(index);
    try {
      return body();
    } finally {
      this.leave();
    }
  }

  /** Counts a call whose own calls come later, and from elsewhere. */
  touch(index: number): void {
    const { files, functions, borders } = this.#walk;
    const place = this.#places[index];
    if (!place) return;
    const { file, name } = place;
    const caller = this.#places[this.#stack.at(-1) ?? -1];
    count(files, file);
    count(functions, `${file} ${name}`);
    if (!caller || roomOf(caller.file) === roomOf(file)) return;
    count(borders, `${roomOf(caller.file)} > ${roomOf(file)}`);
  }
}

/** Adds up what was counted. */
export function sum(counts: ReadonlyMap<string, number>): number {
  return counts.values().reduce((total, it) => total + it, 0);
}

function emptyWalk() {
  return {
    files: new Map<string, number>(),
    functions: new Map<string, number>(),
    borders: new Map<string, number>(),
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function roomOf(file: string): string {
  return file.match(/^lib\/([^/.]+)/)?.[1] ?? file;
}
