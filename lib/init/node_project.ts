import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure, WrongUsage } from "../cli/failure.ts";
import { reasonOfFile } from "../cli/line_file.ts";
import type { Files } from "./files_of.ts";

/**
 * Makes a directory with files, all of them or none: they are written beside it
 * first.
 *
 * @throws {WrongUsage} When the directory holds something.
 * @throws {unknown} The reason of `signal`, once it has aborted.
 */
export async function makeProject(
  dir: string,
  files: Files,
  signal: AbortSignal,
): Promise<void> {
  const path = resolve(dir);
  const isThere = await assertEmpty(dir, path);
  const parent = dirname(path);
  try {
    await mkdir(parent, { recursive: true });
    const draft = await Draft.make(parent, basename(path));
    try {
      for (const [name, content] of files) {
        signal.throwIfAborted();
        await draft.write(name, content);
      }
      signal.throwIfAborted();
      await (isThere ? draft.moveInto(path) : draft.moveTo(path));
    } finally {
      await draft.remove();
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    throw new Failure(`Cannot make ${dir}: ${reasonOfFile(error)}`);
  }
}

/** Whether there is an empty directory already. */
async function assertEmpty(dir: string, path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  if (!found.isDirectory()) {
    throw new WrongUsage(`Cannot make ${dir}: there is a file of that name`);
  }
  const names = (await readdir(path)).sort();
  const [first] = names;
  if (first === undefined) return true;
  const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
  throw new WrongUsage(
    `Cannot make ${dir}: it holds ${first}${others}. ` +
      "Name a directory that is new or empty",
  );
}

/** A directory that is not in its place yet, and goes unless it gets there. */
class Draft {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  static async make(parent: string, name: string): Promise<Draft> {
    return new Draft(await mkdtemp(join(parent, `.${name}.`)));
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.#path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }

  async moveTo(path: string): Promise<void> {
    await rename(this.#path, path);
    // That of a temporary directory is for its owner alone.
    await chmod(path, 0o755);
  }

  /** Moves what it holds, as a shell may stand in the directory. */
  async moveInto(path: string): Promise<void> {
    const moved: string[] = [];
    try {
      for (const name of await readdir(this.#path)) {
        await rename(join(this.#path, name), join(path, name));
        moved.push(name);
      }
    } catch (error) {
      for (const name of moved) {
        await rm(join(path, name), { recursive: true });
      }
      throw error;
    }
  }

  /** Removes what was not moved. */
  async remove(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true });
  }
}
