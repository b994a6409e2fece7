/**
 * Runs the command line as a process of its own.
 *
 * @module
 */

import { command, pinned } from "../../_tools/deno.ts";

/** More than any of them needs, on the busiest machine, in ms. */
const LIMIT = 180_000;

/** Prepares the process of a program. */
export type Prepare = (
  program: string,
  args: readonly string[],
  options: Deno.CommandOptions,
) => Deno.Command;

const inDeno: Prepare = (program, args, options) =>
  command(["run", "-A", "--quiet", pinned, program, ...args], options);

/** A process that is ended with its test, whatever happens. */
export class Child implements AsyncDisposable {
  /** What it has written to stdout. */
  out = "";
  /** What it has written to stderr. */
  err = "";
  readonly #process: Deno.ChildProcess;
  readonly #read: Promise<unknown>;
  readonly #controller = new AbortController();
  #heard = () => {};

  /**
   * Starts a program.
   *
   * @param prepare Prepares the process; Deno runs a program of this project
   * unless told otherwise.
   */
  constructor(
    program: string,
    args: readonly string[],
    env: Record<string, string> = {},
    prepare: Prepare = inDeno,
  ) {
    this.#process = prepare(program, args, {
      env: { NO_COLOR: "1", GROUPME_TOKEN: "", GROUPME_API: "", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(LIMIT),
    }).spawn();
    const { stdout, stderr } = this.#process;
    this.#read = Promise.all([
      this.#keep(stdout, (text) => this.out += text, this.#controller.signal),
      this.#keep(stderr, (text) => this.err += text),
    ]);
  }

  /** Its exit code, when it has ended and all that it wrote is read. */
  async code(): Promise<number> {
    await this.#read;
    return (await this.#process.status).code;
  }

  /** Sends it a signal. */
  kill(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** Closes stdout at this end. */
  stopReading(): void {
    this.#controller.abort();
  }

  /** Waits until what it writes matches; fails when it ends before that. */
  async hears(pattern: RegExp): Promise<RegExpMatchArray> {
    let isOver = false;
    this.#read.finally(() => {
      isOver = true;
      this.#heard();
    });
    for (;;) {
      const match = (this.out + this.err).match(pattern);
      if (match) return match;
      if (isOver) throw new Error(`Ended without ${pattern}: ${this.err}`);
      await new Promise<void>((resolve) => this.#heard = resolve);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It had ended.
    }
    await this.code();
  }

  async #keep(
    stream: ReadableStream<Uint8Array>,
    add: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const decoder = new TextDecoder();
    const sink = new WritableStream<Uint8Array>({
      write: (bytes) => {
        add(decoder.decode(bytes, { stream: true }));
        this.#heard();
      },
    });
    try {
      await stream.pipeTo(sink, { signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
}
