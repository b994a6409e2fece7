/**
 * Runs the tests, and tells which lines of the library they reach. The least
 * share that passes is in deno.json.
 *
 * @module
 */

import { command } from "./deno.ts";

const dir = await Deno.makeTempDir({ prefix: "coverage-" });
try {
  const test = ["run", "-A", "_tools/test.ts", `--coverage=${dir}`];
  const library = String.raw`--include=/(lib/.+|mod)\.ts$`;
  const tested = await step([...test, "--coverage-raw-data-only"]);
  const reached = await step(["coverage", library, dir]);
  Deno.exitCode = tested && reached ? 0 : 1;
} finally {
  await Deno.remove(dir, { recursive: true });
}

async function step(args: readonly string[]): Promise<boolean> {
  return (await command(args).spawn().status).success;
}
