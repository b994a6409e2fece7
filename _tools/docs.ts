/**
 * Makes the pages of the API documentation. Takes a directory, if not
 * `dist/docs`.
 *
 * @module
 */

import { pinned, run } from "./deno.ts";
import { readConfig } from "./project.ts";

const { name, exports } = await readConfig();
const [dir = "dist/docs"] = Deno.args;
const flags = ["--html", `--name=${name}`, `--output=${dir}`, pinned];
const { ok, text } = await run(
  ["doc", "--quiet", ...flags, ...Object.values(exports)],
  5 * 60_000,
);
console.log(ok ? `${dir}/index.html` : text);
Deno.exitCode = ok ? 0 : 1;
