/**
 * Runs the command line in this process, against a simulator and in virtual
 * time.
 *
 * @module
 */

import { main } from "@rxgroupme/client/cli";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

/** What is left of a run of the command line. */
export interface Ended {
  /** The exit code. */
  readonly code: number;
  /** What it wrote to stdout. */
  readonly out: string;
  /** What it wrote to stderr. */
  readonly err: string;
}

/** What an output leads to: a pipe, unless one is set. */
export interface Kind {
  /** A terminal. */
  readonly isTerminal: boolean;
  /** A file. */
  readonly isFile: boolean;
}

/** A run of the command line that is under way. */
export class Running {
  /** What it has written to stdout. */
  out = "";
  /** What it has written to stderr. */
  err = "";
  /** What it has written to the terminal, by either of them. */
  drawn = "";
  /** Its exit code, when it ends. */
  readonly code: Promise<number>;
  readonly #controller = new AbortController();

  /** Starts it. */
  constructor(shell: Shell, args: readonly string[]) {
    const { fetch, clock: scheduler, env, stdin } = shell;
    const output = (
      { isTerminal, isFile }: Kind,
      write: (text: string) => void,
    ) => ({
      isTerminal,
      isFile,
      columns: isTerminal ? shell.columns : undefined,
      write,
    });
    this.code = main(args, {
      stdout: output(shell.stdout, (text) => {
        this.out += text;
        if (shell.stdout.isTerminal) this.drawn += text;
      }),
      stderr: output(shell.stderr, (text) => {
        if (shell.stderrError) throw shell.stderrError;
        this.err += text;
        if (shell.stderr.isTerminal) this.drawn += text;
      }),
      stdin: stdin === undefined
        ? undefined
        : { isTerminal: shell.isTerminal, readable: streamOf(stdin) },
      signal: this.#controller.signal,
      env: (name) => env[name],
      fetch: (request) => fetch(request),
      scheduler,
    });
  }

  /** Sends it a signal, Ctrl-C unless told. */
  interrupt(signal = "SIGINT"): void {
    this.#controller.abort(signal);
  }
}

/** A terminal, or a pipe, before a simulated GroupMe. */
export class Shell {
  /** Its time. */
  readonly clock = new VirtualClock();
  /** GroupMe. */
  readonly simulator = new GroupMeSimulator({ scheduler: this.clock });
  /** The environment of what is run in it. */
  readonly env: Record<string, string> = {
    GROUPME_TOKEN: this.simulator.token,
    NO_COLOR: "1",
  };
  /** What stdout is. */
  stdout: Kind = { isTerminal: false, isFile: false };
  /** What stderr is. */
  stderr: Kind = { isTerminal: false, isFile: false };
  /** What stderr fails with; nothing unless set. */
  stderrError: Error | undefined;
  /** How wide the terminal is. */
  columns = 100;
  /** What is on stdin; none unless given. */
  stdin: string | Uint8Array | ReadableStream<Uint8Array> | undefined;
  /** What sends requests: the simulator's own, unless replaced. */
  fetch: (request: Request) => Promise<Response> = this.simulator.fetch;

  /** Makes both outputs a terminal, or both a pipe. */
  set isTerminal(isTerminal: boolean) {
    this.stdout = this.stderr = { isTerminal, isFile: false };
  }

  /** Whether both outputs are a terminal. */
  get isTerminal(): boolean {
    return this.stdout.isTerminal && this.stderr.isTerminal;
  }

  /** Starts a run. */
  start(...args: string[]): Running {
    return new Running(this, args);
  }

  /** Runs to the end, however long that takes in virtual time. */
  async run(...args: string[]): Promise<Ended> {
    const running = this.start(...args);
    const code = await this.clock.until(running.code);
    return { code, out: running.out, err: running.err };
  }
}

function streamOf(
  content: NonNullable<Shell["stdin"]>,
): ReadableStream<Uint8Array> {
  if (content instanceof ReadableStream) return content;
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  return ReadableStream.from([bytes]);
}

/** A directory for one test, which is removed after it. */
export async function withDirectory(
  test: (path: string) => Promise<void>,
): Promise<void> {
  const path = await Deno.makeTempDir({ prefix: "groupme-" });
  try {
    await test(path);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
}
