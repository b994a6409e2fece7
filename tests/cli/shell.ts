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

/** A run of the command line that is under way. */
export class Running {
  /** What it has written to stdout. */
  out = "";
  /** What it has written to stderr. */
  err = "";
  /** Its exit code, when it ends. */
  readonly code: Promise<number>;
  readonly #controller = new AbortController();

  /** Starts it. */
  constructor(shell: Shell, args: readonly string[]) {
    const { isTerminal, fetch, clock: scheduler, env } = shell;
    const columns = isTerminal ? 100 : undefined;
    this.code = main(args, {
      stdout: {
        isTerminal,
        columns,
        write: (text) => void (this.out += text),
      },
      stderr: {
        isTerminal,
        columns,
        write: (text) => void (this.err += text),
      },
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
  /** Whether it is a terminal. */
  isTerminal = false;
  /** What sends requests: the simulator's own, unless replaced. */
  fetch: (request: Request) => Promise<Response> = this.simulator.fetch;

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
