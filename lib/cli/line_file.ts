import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { Failure } from "./failure.ts";
import type { Screen } from "./screen.ts";

/** Lines that are written together. */
const BATCH = 500;

/** A new file that takes lines, or the standard output. It is whole, or not there. */
export class LineFile implements Disposable {
  readonly #path: string;
  readonly #screen: Screen;
  /** Its descriptor. */
  readonly #file: number | undefined;
  #lines: string[] = [];
  #isWhole = false;

  private constructor(
    path: string,
    screen: Screen,
    file: number | undefined,
  ) {
    this.#path = path;
    this.#screen = screen;
    this.#file = file;
  }

  /**
   * Opens a file for lines.
   *
   * @param path `-` is the standard output.
   * @throws {Failure} When there is such a file, or none can be made.
   */
  static open(path: string, screen: Screen): LineFile {
    if (path === "-") return new LineFile(path, screen, undefined);
    try {
      return new LineFile(path, screen, openSync(path, "wx"));
    } catch (error) {
      if (
        error instanceof Error && "code" in error && error.code === "EEXIST"
      ) {
        throw new Failure(
          `Cannot write ${path}: it is there already. Choose another file`,
        );
      }
      throw writeFailure(path, error);
    }
  }

  /** Writes a line. */
  write(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length >= BATCH) this.#flush();
  }

  /** Writes what is left: the file is whole. */
  end(): void {
    this.#flush();
    this.#isWhole = true;
  }

  /** Closes the file, and removes one that is not whole. */
  [Symbol.dispose](): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    if (!this.#isWhole) rmSync(this.#path);
  }

  #flush(): void {
    const lines = this.#lines;
    this.#lines = [];
    if (this.#file === undefined) return this.#screen.print(lines);
    const text = lines.map((line) => `${line}\n`).join("");
    const bytes = new TextEncoder().encode(text);
    try {
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.#file, bytes.subarray(at));
      }
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
  }
}

/** Names the file where an error of the file system ended the writing. */
export function writeFailure(path: string, error: unknown): unknown {
  const isOfFiles = error instanceof Error &&
    ("code" in error && typeof error.code === "string" ||
      /\bos error \d/.test(error.message));
  return isOfFiles && !(error instanceof Failure)
    ? new Failure(`Cannot write ${path}: ${reasonOfFile(error)}`)
    : error;
}

/** Reasons in words that people know, by the codes of Node.js. */
const REASONS: { readonly [code: string]: string } = {
  ENOENT: "no such directory",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a directory",
  EACCES: "not allowed",
  EPERM: "not allowed",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

/** The reason of an error of the file system. */
export function reasonOfFile(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? error.message;
}
