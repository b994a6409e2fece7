import { fstatSync } from "node:fs";
import { type Main, type Output, OutputClosed } from "./io.ts";
import { runInNode } from "./node_process.ts";

/**
 * Runs a command line in the runtime that there is, with the arguments,
 * outputs, signals and environment of this process.
 *
 * @param main The command line.
 * @returns Never: the process ends with the exit code of `main`.
 */
export function runProcess(main: Main): Promise<never> {
  return "Deno" in globalThis ? runInDeno(main) : runInNode(main);
}

async function runInDeno(main: Main): Promise<never> {
  const code = await main(Deno.args, {
    stdout: outputOf(Deno.stdout, STDOUT),
    stderr: outputOf(Deno.stderr, STDERR),
    stdin: {
      isTerminal: Deno.stdin.isTerminal(),
      get readable() {
        return Deno.stdin.readable;
      },
    },
    signal: signalOf(Deno.build.os === "windows" ? WINDOWS : SIGNALS),
    env: (name) => Deno.env.get(name),
  });
  Deno.exit(code);
}

const STDOUT = 1;
const STDERR = 2;

const SIGNALS: readonly Deno.Signal[] = ["SIGINT", "SIGTERM"];
const WINDOWS: readonly Deno.Signal[] = ["SIGINT"];

/** Aborts at the first signal; a second one ends the process at once. */
function signalOf(names: readonly Deno.Signal[]): AbortSignal {
  const controller = new AbortController();
  const listeners = names.map((name) => {
    const listener = () => {
      for (const remove of listeners) remove();
      controller.abort(name);
    };
    Deno.addSignalListener(name, listener);
    return () => Deno.removeSignalListener(name, listener);
  });
  return controller.signal;
}

function outputOf(stream: typeof Deno.stdout, descriptor: number): Output {
  const encoder = new TextEncoder();
  const isTerminal = stream.isTerminal();
  return {
    isTerminal,
    isFile: fstatSync(descriptor).isFile(),
    get columns() {
      return isTerminal ? widthOfTerminal() : undefined;
    },
    write(text) {
      const bytes = encoder.encode(text);
      try {
        for (let at = 0; at < bytes.length;) {
          at += stream.writeSync(bytes.subarray(at));
        }
      } catch (error) {
        throw error instanceof Deno.errors.BrokenPipe
          ? new OutputClosed()
          : error;
      }
    },
  };
}

function widthOfTerminal(): number | undefined {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return undefined;
  }
}
