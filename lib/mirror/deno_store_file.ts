import { StoreError, StoreFull } from "./store_errors.ts";

const CHUNK_BYTES = 1 << 18;
const LINE_FEED = 10;
const SPACE = 32;

/** A line, and where it is. */
export interface FileLine {
  /** The text, without its end. */
  readonly text: string;
  /** Where it begins, in bytes. */
  readonly at: number;
  /** How long it is, in bytes, its end included. */
  readonly length: number;
  /** Whether it has an end. */
  readonly isWhole: boolean;
}

/** A file that grows at its end, line by line. */
export class StoreFile {
  readonly path: string;
  readonly #file: Deno.FsFile;
  readonly #isReadOnly: boolean;
  /** Where the next line goes, in bytes. */
  end: number;

  /** Opens a file, or makes it. */
  constructor(path: string) {
    this.path = path;
    [this.#file, this.#isReadOnly] = naming(path, () => openFile(path));
    this.end = this.size;
  }

  /** How long the file is, in bytes. */
  get size(): number {
    return this.#file.statSync().size;
  }

  /** Appends text; where there is no room, what was there stays as it was. */
  append(text: string): void {
    const bytes = new TextEncoder().encode(text);
    naming(this.path, () => {
      // Not earlier: whoever only reads must cut nothing off.
      if (this.size > this.end) this.#file.truncateSync(this.end);
      try {
        this.#file.seekSync(this.end, Deno.SeekMode.Start);
        writeAll(this.#file, bytes);
      } catch (error) {
        this.#cutOff();
        throw error;
      }
    });
    this.end += bytes.length;
  }

  /** Takes away what was written in part; what reads the file does so too. */
  #cutOff(): void {
    try {
      this.#file.truncateSync(this.end);
    } catch {
      // The failure of the writing says more.
    }
  }

  /** Reads a line by its place. */
  read({ at, length }: Pick<FileLine, "at" | "length">): string {
    const bytes = new Uint8Array(length);
    this.#file.seekSync(at, Deno.SeekMode.Start);
    for (let read = 0; read < length;) {
      const count = this.#file.readSync(bytes.subarray(read));
      if (!count) break;
      read += count;
    }
    return new TextDecoder().decode(bytes);
  }

  /** Overwrites lines with spaces, once all that was appended is on the disk. */
  blank(lines: readonly Pick<FileLine, "at" | "length">[]): void {
    // Where nothing can be written, nothing that was replaced can be either.
    if (lines.length === 0 || this.#isReadOnly) return;
    naming(this.path, () => {
      // After a power cut a line is there twice, rather than not at all.
      this.#file.syncDataSync();
      for (const { at, length } of lines) {
        const bytes = new Uint8Array(length).fill(SPACE);
        bytes[length - 1] = LINE_FEED;
        this.#file.seekSync(at, Deno.SeekMode.Start);
        writeAll(this.#file, bytes);
      }
    });
  }

  /** Reads all lines, from the first on. */
  *lines(): Generator<FileLine> {
    const decoder = new TextDecoder();
    let rest = new Uint8Array();
    let at = 0;
    for (let offset = 0;;) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      this.#file.seekSync(offset, Deno.SeekMode.Start);
      const count = this.#file.readSync(chunk) ?? 0;
      if (count === 0) break;
      offset += count;
      const bytes = new Uint8Array(rest.length + count);
      bytes.set(rest);
      bytes.set(chunk.subarray(0, count), rest.length);
      let start = 0;
      for (
        let feed = bytes.indexOf(LINE_FEED);
        feed >= 0;
        feed = bytes.indexOf(LINE_FEED, start)
      ) {
        const text = decoder.decode(bytes.subarray(start, feed));
        const length = feed + 1 - start;
        yield { text, at, length, isWhole: true };
        at += length;
        start = feed + 1;
      }
      rest = bytes.slice(start);
    }
    if (rest.length > 0) {
      const text = decoder.decode(rest);
      yield { text, at, length: rest.length, isWhole: false };
    }
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

/** Opens a file for writing, or one that cannot be written for reading. */
function openFile(path: string): [file: Deno.FsFile, isReadOnly: boolean] {
  try {
    const options = { read: true, write: true, create: true };
    return [Deno.openSync(path, options), false];
  } catch (error) {
    const isRefused = error instanceof Deno.errors.PermissionDenied ||
      error instanceof Error && /os error 30\b/.test(error.message);
    if (!isRefused) throw error;
    try {
      return [Deno.openSync(path, { read: true }), true];
    } catch {
      throw error;
    }
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

/** Makes an error of the file system one of a store, with the file's name in it. */
export function naming<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof StoreError || !(cause instanceof Error)) throw cause;
    if (/os error (?:28|122)\b|no space|quota/i.test(cause.message)) {
      throw new StoreFull(
        `Cannot write ${path}: the disk is full. What was stored is whole; make room, then run again.`,
        { cause },
      );
    }
    throw new StoreError(
      `Cannot use ${path}: ${cause.message}. Check the path and its permissions.`,
      { cause },
    );
  }
}
