import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import process from "node:process";
import { Failure } from "./failure.ts";
import type { Screen } from "./screen.ts";

/** Lines that are written together. */
const BATCH = 500;

/**
 * A new file that takes lines, or the standard output. It is whole, or not there,
 * however the process ends: until its end it has another name.
 */
export class LineFile implements Disposable {
  readonly #path: string;
  readonly #screen: Screen;
  /** Its descriptor, until it is whole. */
  #file: number | undefined;
  #lines: string[] = [];

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
    assertNew(path);
    try {
      return new LineFile(path, screen, openSync(partOf(path), "w"));
    } catch (error) {
      throw writeFailure(path, error);
    }
  }

  /** Writes a line. */
  write(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length >= BATCH) this.#flush();
  }

  /**
   * Writes what is left, and gives the file its name: it is whole.
   *
   * @throws {Failure} When there is such a file by now.
   */
  end(): void {
    this.#flush();
    if (this.#file === undefined) return;
    assertNew(this.#path);
    // Else the name can be on the disk before what it names.
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#file = undefined;
    try {
      renameSync(partOf(this.#path), this.#path);
    } catch (error) {
      rmSync(partOf(this.#path), { force: true });
      throw writeFailure(this.#path, error);
    }
  }

  /** Closes the file, and removes one that is not whole. */
  [Symbol.dispose](): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    rmSync(partOf(this.#path), { force: true });
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

/** The name of a file that is not whole; another process has another one. */
function partOf(path: string): string {
  return `${path}.${process.pid}.new`;
}

/**
 * Makes sure that there is no such file.
 *
 * @throws {Failure} When there is.
 */
function assertNew(path: string): void {
  if (!existsSync(path)) return;
  throw new Failure(
    `Cannot write ${path}: it is there already. Choose another file`,
  );
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
