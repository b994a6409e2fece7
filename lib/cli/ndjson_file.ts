import type { ConversationKey } from "../tail/live_source.ts";
import type { MessageData } from "../wire/message.ts";
import { assertDeno, Failure } from "./failure.ts";
import { reasonOfFile } from "./line_file.ts";
import {
  isJson,
  messageIdOn,
  notAHistory,
  readHistoryLines,
} from "./ndjson_lines.ts";
import { jsonLine } from "./sanitize.ts";

/**
 * The history of a group or a chat in a file, newest first, a line of JSON for each message.
 * An interrupted run is gone on with: the file itself tells after which message.
 * Nothing is taken away but a last line that surely is one of ours, cut off.
 */
export class NdjsonFile {
  /** Where it is. */
  readonly path: string;
  /** How many messages are in it. */
  count = 0;
  /** The newest message, which is on the first line. */
  newest: string | undefined;
  /** The oldest message, which is on the last line. */
  readonly oldest: string | undefined;
  readonly #file: Deno.FsFile;
  /** The end of the file that is not known to be ours, and where it begins. */
  #doubtful: { readonly bytes: Uint8Array; readonly end: number } | undefined;

  private constructor(path: string, file: Deno.FsFile, key: ConversationKey) {
    this.path = path;
    this.#file = file;
    if (!file.statSync().isFile) return;
    if (!file.tryLockSync(true)) {
      throw new Failure(`Cannot write ${path}: another run is writing it`);
    }
    const lines = readHistoryLines(file, path, key);
    const { rest: bytes, end, beginning } = lines;
    const rest = new TextDecoder().decode(bytes);
    this.count = lines.count;
    this.newest = lines.newest;
    this.oldest = lines.oldest;
    if (isJson(rest)) {
      // A message that only its line feed is missing of.
      this.oldest = messageIdOn(rest, path, key, lines.oldest);
      this.newest ??= this.oldest;
      this.count += 1;
      this.#write(new TextEncoder().encode("\n"));
    } else if (lines.count === 0 && end + bytes.length > 0) {
      if (!rest.startsWith("{")) throw notAHistory(path);
      this.#doubtful = { bytes, end };
    } else if (haveSameStart(rest, beginning) || !rest.trim()) {
      this.#cutAt(end);
    } else {
      throw notAHistory(path);
    }
  }

  /**
   * Opens a file, or makes it.
   *
   * @throws {Failure} When it cannot be written, or holds anything else.
   */
  static open(path: string, key: ConversationKey): NdjsonFile {
    assertDeno("A history in a file to go on with, unlike --ndjson - > FILE,");
    return naming(path, () => {
      const options = { read: true, write: true, create: true };
      const file = Deno.openSync(path, options);
      try {
        return new NdjsonFile(path, file, key);
      } catch (error) {
        file.close();
        throw error;
      }
    });
  }

  /**
   * Adds messages to its end, before it returns: no interrupt comes between.
   *
   * @throws {Failure} When they cannot be written, or when the file turns out
   * to end in something else than the first of them.
   */
  append(messages: readonly MessageData[]): void {
    const lines = messages.map((data) => `${jsonLine(data)}\n`).join("");
    const bytes = new TextEncoder().encode(lines);
    naming(this.path, () => {
      const doubtful = this.#doubtful;
      if (doubtful && doubtful.bytes.every((byte, i) => byte === bytes[i])) {
        this.#doubtful = undefined;
        this.#cutAt(doubtful.end);
      }
      this.assertOurs();
      this.#write(bytes);
    });
    this.newest ??= messages[0]?.id;
    this.count += messages.length;
  }

  /**
   * Makes sure that all of the file is a history.
   *
   * @throws {Failure} When it ends in something else.
   */
  assertOurs(): void {
    if (this.#doubtful) throw notAHistory(this.path);
  }

  /** Closes the file. */
  close(): void {
    this.#file.close();
  }

  #cutAt(end: number): void {
    this.#file.truncateSync(end);
    this.#file.seekSync(end, Deno.SeekMode.Start);
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      at += this.#file.writeSync(bytes.subarray(at));
    }
  }
}

/** Whether one of two texts, neither empty, begins with the other. */
function haveSameStart(a: string, b: string): boolean {
  return a !== "" && b !== "" && (a.startsWith(b) || b.startsWith(a));
}

/** Names the file in a failure of the file system. */
function naming<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`Cannot write ${path}: ${reasonOfFile(error)}`);
  }
}
