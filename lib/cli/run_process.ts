import type { Main } from "./io.ts";
import { runInNode } from "./node_process.ts";
import { runInDeno } from "./process.ts";

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
