/**
 * The command line: lists groups, reads histories, follows and posts messages,
 * and serves a simulated GroupMe. `main()` is the whole of it in a function,
 * and `deno run -A jsr:@rxgroupme/client/cli --help` runs it.
 *
 * @module
 */

import { runHere } from "./process.ts";

export { main } from "./cli.ts";
export { type Io, type Output, OutputClosed } from "./io.ts";

if (import.meta.main) await runHere();
