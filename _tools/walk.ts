/**
 * Counts the calls, files and room borders that one poll of a tail takes to
 * deliver three messages. With `--all` it prints each border and function.
 *
 * @module
 */

import { stop } from "esbuild";
import { walkOfPoll } from "./walk/poll.ts";
import { sum } from "./walk/walk.ts";

const { files, functions, borders } = await walkOfPoll();
await stop();
console.log(
  `${sum(functions)} calls of ${functions.size} functions in ${files.size} ` +
    `files, ${sum(borders)} of them across a border between rooms`,
);
if (Deno.args.includes("--all")) {
  for (const counts of [borders, functions]) {
    console.log();
    for (const [name, count] of [...counts].sort(([, a], [, b]) => b - a)) {
      console.log(`${String(count).padStart(5)} ${name}`);
    }
  }
}
