/**
 * Starters: makes a project that runs offline at once, with a test of its own.
 *
 *     deno run -A jsr:@rxgroupme/client/init bot my-bot
 *
 * The kinds are `bot`, `page`, `worker` and `script`; `--help` describes them.
 * `--from` takes the library from a checkout or a tarball of it.
 *
 * @example In a program
 * ```ts
 * import { main } from "@rxgroupme/client/init";
 *
 * let printed = "";
 * const output = {
 *   isTerminal: false,
 *   write: (text: string) => void (printed += text),
 * };
 * const code = await main(["boat", "my-boat"], {
 *   stdout: output,
 *   stderr: output,
 *   env: () => undefined,
 *   signal: new AbortController().signal,
 * });
 * console.log(code, printed); // 2 error: There is no starter "boat": ...
 * ```
 *
 * @module
 */

import { runProcess } from "../cli/process.ts";
import { main } from "./init.ts";

export { main };
export { type Io, type Output, OutputClosed } from "../cli/io.ts";

if (import.meta.main) await runProcess(main);
