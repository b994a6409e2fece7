/**
 * The command line in a pseudo terminal, as util-linux's `script` makes one.
 *
 * @module
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { pinned } from "../../_tools/deno.ts";
import { withDirectory } from "./shell.ts";

/** More than any of them needs, in ms. */
const LIMIT_MS = 180_000;
const ignore = Deno.build.os !== "linux";

/** What a terminal of 80 columns gets to see of a line for the shell. */
async function seen(line: string, cwd: string): Promise<string> {
  const root = new URL("../../", import.meta.url).pathname;
  const groupme = [
    `'${Deno.execPath()}' run -A --quiet --no-check`,
    `'${pinned.replace("=", `=${root}`)}'`,
    `'--import-map=${root}tests/import_map.json' '${root}lib/cli/mod.ts'`,
  ].join(" ");
  const script = `stty cols 80; groupme() { ${groupme} "$@"; }; ${line}`;
  const path = `${cwd}/typescript`;
  const { success } = await new Deno.Command("script", {
    args: ["--quiet", "--return", "--command", script, path],
    cwd,
    env: {
      NO_COLOR: "1",
      SHELL: "/bin/bash",
      GROUPME_TOKEN: "",
      // A shell complains of a locale that is not installed.
      LC_ALL: "C.UTF-8",
    },
    stdin: "null",
    stdout: "null",
    stderr: "null",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).output();
  assert(success, await Deno.readTextFile(path));
  const lines = (await Deno.readTextFile(path)).split("\n");
  // The first and the last line are those of the recorder.
  return lines.slice(1).join("\n").replaceAll("\r\n", "\n")
    .replace(/\n+Script done.*\s*$/, "");
}

Deno.test({
  name:
    "groupme draws on the terminal of stderr alone, while stdout is piped or a file",
  ignore,
  fn: () =>
    withDirectory(async (dir) => {
      const args = 'history --simulate "Book Club" --ndjson -';
      const piped = await seen(`groupme ${args} | cat > piped.ndjson`, dir);
      const filed = await seen(`groupme ${args} > filed.ndjson`, dir);
      const data = await Deno.readTextFile(`${dir}/piped.ndjson`);
      assertEquals(data, await Deno.readTextFile(`${dir}/filed.ndjson`));
      const ids = data.trimEnd().split("\n").map((it) => JSON.parse(it).id);
      assertEquals(new Set(ids).size, 640);
      assertMatch(piped, /Book Club +░+ +0% +0 of 640/);
      assert(piped.endsWith("\r\x1b[K"), "nothing is left of the bar");
      assertMatch(filed, /Book Club +█{20} 100% +640 of 640 .* in [\d.]+ s$/);
    }),
});

Deno.test({
  name: "groupme does not mix its bar with what the reader of a pipe prints",
  ignore,
  fn: () =>
    withDirectory(async (dir) => {
      const line = 'groupme history --simulate "Book Club" | cat';
      const shown = await seen(line, dir);
      const rows = shown.split("\n").map((it) => it.split("\r\x1b[K").at(-1));
      assertEquals(rows.length, 640);
      for (const row of rows) assertMatch(row ?? "", /^\d{4}-\d\d-\d\d /);
    }),
});

Deno.test({
  name: "groupme prints its results above the bar of the same terminal",
  ignore,
  fn: () =>
    withDirectory(async (dir) => {
      const shown = await seen('groupme history --simulate "Book Club"', dir);
      const rows = shown.split("\n").map((it) => it.split("\r\x1b[K").at(-1));
      assertEquals(rows.length, 641);
      assertMatch(rows.at(-1) ?? "", /^Book Club +█{20} 100% +640 of 640/);
      for (const row of rows.slice(0, -1)) {
        assertMatch(row ?? "", /^\d{4}-\d\d-\d\d /);
      }
    }),
});

Deno.test({
  name: "groupme --help fits a terminal of 80 columns",
  ignore,
  fn: () =>
    withDirectory(async (dir) => {
      const names = ["groups", "history", "mirror", "search", "audit"];
      names.push("export", "tail", "post", "simulate", "chats");
      const help = names.map((it) => `groupme ${it} --help`).join(" && ");
      const shown = await seen(`groupme --help && ${help}`, dir);
      assertMatch(shown, /^Usage: groupme \[options\] \[command\]\n/);
      for (const row of shown.split("\n")) assert(row.length <= 80, row);
    }),
});
