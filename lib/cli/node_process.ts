import { fstatSync, writeSync } from "node:fs";
import process from "node:process";
import { Readable } from "node:stream";
import { isatty } from "node:tty";
import { type Main, type Output, OutputClosed } from "./io.ts";

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
/** Time until a full pipe is tried again, in ms. */
const FULL_PIPE_MS = 5;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Runs a command line in Node.js or Bun, and ends the process. */
export async function runInNode(main: Main): Promise<never> {
  const code = await main(process.argv.slice(2), {
    stdout: outputOf(STDOUT),
    stderr: outputOf(STDERR),
    stdin: {
      isTerminal: isatty(STDIN),
      get readable() {
        return Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
      },
    },
    signal: firstSignal(),
    env: (name) => process.env[name],
  });
  process.exit(code);
}

/** Aborts at the first signal; a second one ends the process at once. */
function firstSignal(): AbortSignal {
  const controller = new AbortController();
  const listener = (name: string) => {
    for (const it of SIGNALS) process.off(it, listener);
    controller.abort(name);
  };
  for (const it of SIGNALS) process.on(it, listener);
  return controller.signal;
}

/** An output of the process, by its descriptor: its stream would not block. */
function outputOf(descriptor: number): Output {
  const isTerminal = isatty(descriptor);
  const encoder = new TextEncoder();
  return {
    isTerminal,
    isFile: fstatSync(descriptor).isFile(),
    get columns() {
      if (!isTerminal) return undefined;
      const { stdout, stderr } = process;
      return (descriptor === STDERR ? stderr : stdout).columns;
    },
    write(text) {
      const bytes = encoder.encode(text);
      for (let at = 0; at < bytes.length;) {
        at += writeSome(descriptor, bytes.subarray(at));
      }
    },
  };
}

/** Writes as many bytes as are taken now; returns their number. */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error && error.code;
    if (code === "EPIPE") throw new OutputClosed();
    if (code !== "EAGAIN") throw error;
    // This pipe does not let its writer wait for room in it.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MS);
    return 0;
  }
}
