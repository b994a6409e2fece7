/**
 * The command line: lists groups, reads histories, follows and posts messages,
 * and serves a simulated GroupMe. `main()` is the whole of it in a function,
 * and `deno run -A jsr:@rxgroupme/client/cli --help` runs it.
 *
 * @example In a test, against a simulator
 * ```ts
 * import { main } from "@rxgroupme/client/cli";
 * import { GroupMeSimulator } from "@rxgroupme/client/testing";
 *
 * const simulator = new GroupMeSimulator();
 * simulator.addGroup({ name: "Tide Pool" });
 * const { fetch, token } = simulator;
 * let printed = "";
 * const output = {
 *   isTerminal: false,
 *   write: (text: string) => void (printed += text),
 * };
 * const code = await main(["groups"], {
 *   stdout: output,
 *   stderr: output,
 *   env: (name) => name === "GROUPME_TOKEN" ? token : undefined,
 *   signal: new AbortController().signal,
 *   fetch,
 * });
 * console.log(code, printed);
 * ```
 *
 * @module
 */

import { main } from "./cli.ts";
import { runProcess } from "./process.ts";

export { main };
export { type ServeOptions, serveSimulator } from "./serve/serve_simulator.ts";
export { type Input, type Io, type Output, OutputClosed } from "./io.ts";

/**
 * Runs the command line with the arguments of this process, and ends the
 * process with the exit code: 0, 1 after a failure, 2 when it was used wrongly.
 *
 * All commands run in Deno. In Node.js and Bun, a copy of conversations
 * ("mirror", "search", "audit", "export") and "history --ndjson FILE" end with a
 * failure that names Deno, since their files are locked by it.
 */
export function runHere(): Promise<never> {
  return runProcess(main);
}

if (import.meta.main) await runHere();
