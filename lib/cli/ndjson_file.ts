import type { MessageData } from "../wire/message.ts";
import { Failure } from "./failure.ts";

const LINE_FEED = 0x0a;
const CHUNK = 1 << 16;

/** Where in a file its whole lines are. */
interface Lines {
  /** How many there are. */
  readonly count: number;
  /** Where the last one begins. */
  readonly lastStart: number;
  /** Where it ends, after its line feed; what follows was cut off. */
  readonly end: number;
}

/**
 * A group's history in a file, newest first, a line of JSON for each message.
 * What an interrupted run left is gone on with: a last line that was cut off is
 * taken away, and the file tells itself after which message to go on.
 */
export class NdjsonFile {
  /** Where it is. */
  readonly path: string;
  /** How many messages are in it. */
  count: number;
  /** The newest message, which is on the first line. */
  newest: string | undefined;
  /** The oldest message, which is on the last line. */
  readonly oldest: string | undefined;
  readonly #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile, groupId: string) {
    this.path = path;
    this.#file = file;
    this.count = 0;
    if (!file.statSync().isFile) return;
    if (!file.tryLockSync(true)) {
      throw new Failure(`Cannot write ${path}: another run is writing it`);
    }
    const { count, lastStart, end } = scan(file);
    const size = file.seekSync(0, Deno.SeekMode.End);
    const cut = read(file, end, size);
    if (count > 0) {
      this.newest = idOn(firstLine(file, end), path, groupId);
      this.oldest = idOn(read(file, lastStart, end), path, groupId);
    } else if (!isCutMessage(cut)) {
      throw foreign(path);
    }
    this.count = count;
    file.truncateSync(end);
    file.seekSync(end, Deno.SeekMode.Start);
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws {Failure} When it cannot be written, or holds anything else.
   */
  static open(path: string, groupId: string): NdjsonFile {
    return naming(path, () => {
      const options = { read: true, write: true, create: true };
      const file = Deno.openSync(path, options);
      try {
        return new NdjsonFile(path, file, groupId);
      } catch (error) {
        file.close();
        throw error;
      }
    });
  }

  /**
   * Adds messages to its end, before it returns: no interrupt comes between.
   *
   * @throws {Failure} When they cannot be written.
   */
  append(messages: readonly MessageData[]): void {
    const lines = messages.map((data) => `${JSON.stringify(data)}\n`).join("");
    const bytes = new TextEncoder().encode(lines);
    naming(this.path, () => {
      for (let at = 0; at < bytes.length;) {
        at += this.#file.writeSync(bytes.subarray(at));
      }
    });
    this.newest ??= messages[0]?.id;
    this.count += messages.length;
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }
}

/** Names the file in what goes wrong with it. */
function naming<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`Cannot write ${path}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such directory";
  if (error instanceof Deno.errors.PermissionDenied) return "not allowed";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  return error instanceof Error ? error.message : String(error);
}

/** Finds the lines of a file without keeping any. */
function scan(file: Deno.FsFile): Lines {
  const chunk = new Uint8Array(CHUNK);
  let [count, lastStart, end, offset] = [0, 0, 0, 0];
  for (;;) {
    const length = file.readSync(chunk) ?? 0;
    if (length === 0) return { count, lastStart, end };
    const bytes = chunk.subarray(0, length);
    for (
      let at = bytes.indexOf(LINE_FEED);
      at >= 0;
      at = bytes.indexOf(LINE_FEED, at + 1)
    ) {
      count += 1;
      lastStart = end;
      end = offset + at + 1;
    }
    offset += length;
  }
}

function firstLine(file: Deno.FsFile, end: number): string {
  const text = read(file, 0, Math.min(end, CHUNK));
  return text.slice(0, text.indexOf("\n"));
}

function read(file: Deno.FsFile, start: number, end: number): string {
  const bytes = new Uint8Array(end - start);
  file.seekSync(start, Deno.SeekMode.Start);
  for (let at = 0; at < bytes.length;) {
    const length = file.readSync(bytes.subarray(at)) ?? 0;
    if (length === 0) break;
    at += length;
  }
  return new TextDecoder().decode(bytes);
}

/** The id of the message on a line; fails where it is of something else. */
function idOn(line: string, path: string, groupId: string): string {
  const { id, group_id } = parse(line) ?? {};
  if (typeof id !== "string" || !/^\d+$/.test(id)) throw foreign(path);
  if (group_id !== undefined && group_id !== groupId) {
    throw new Failure(
      `Cannot go on with ${path}: it holds the history of another group, ${group_id}`,
    );
  }
  return id;
}

/** Is this nothing, or the beginning of a message that was being written? */
function isCutMessage(text: string): boolean {
  if (text === "") return true;
  const data = parse(text);
  return data === undefined ? text.startsWith('{"') : "id" in data;
}

function parse(line: string): Partial<MessageData> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return undefined;
  }
}

function foreign(path: string): Failure {
  return new Failure(
    `Cannot go on with ${path}: it holds something else than a history`,
  );
}
