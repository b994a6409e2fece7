import { assert, assertMatch } from "@std/assert";
import { readText } from "../../_tools/project.ts";
import { Child } from "../cli/child.ts";
import { FirstHour } from "../support/first_hour.ts";

/** What each line leads to; those that go on are stopped by Ctrl-C then. */
const EXPECTED: readonly (readonly [command: RegExp, wanted: RegExp])[] = [
  [/groupme groups/, /Harbour Choir/],
  [/groupme history/, /^$/],
  [/groupme mirror/, /^$/],
  [/groupme search/, /pier/i],
  [/groupme export/, /^$/],
  [/groupme tail .*-n 10/, /^(.+\n){10}/],
  [/groupme tail .*--all/, /^\S+ \S+ \[.+\] .+: .+\n/],
  [/groupme post/, /^\d+\n$/],
  [/task simulate/, /GROUPME_API=http/],
];

/** Lines that go on until Ctrl-C. */
const ENDLESS = /groupme tail|task simulate/;

/** Starts a line of a shell that goes on until Ctrl-C, which is SIGINT. */
function start({ checkout, env }: FirstHour, line: string): Child {
  return new Child("sh", ["-c", line], env, (program, args, options) =>
    // It hands signals on to all that the line has started.
    new Deno.Command("timeout", {
      ...options,
      args: ["300", program, ...args],
      cwd: checkout,
    }));
}

/** The lines of a shell in a section of a page. */
async function linesOf(path: string, heading: string): Promise<string[]> {
  const text = await readText(path);
  const begin = text.indexOf(heading);
  assert(begin >= 0, `${path} has no ${heading}`);
  const [section = ""] = text.slice(begin + heading.length).split(/^## /m);
  return [...section.matchAll(/^ {4}(.+)$/gm)].map(([, line = ""]) => line);
}

Deno.test("README's lines of the command line work on a fresh home, in their order", async (t) => {
  const lines = await linesOf("README.md", "## The command line\n");
  assert(lines.length >= EXPECTED.length, lines.join("\n"));
  await using hour = await FirstHour.begin();
  for (const line of lines) {
    await t.step(line, async () => {
      const [, wanted] = EXPECTED.find(([command]) => command.test(line)) ?? [];
      assert(wanted, "nothing is expected of it");
      // Any port that is free serves as well.
      const ready = line.replace("--port 8787", "--port 0");
      if (!ENDLESS.test(line)) {
        return assertMatch(await hour.run(ready, hour.checkout), wanted);
      }
      await using child = start(hour, ready);
      await child.hears(wanted);
      child.kill("SIGINT");
      await child.code();
    });
  }
  await t.step("and leave what they say", async () => {
    const { size } = await Deno.stat(`${hour.checkout}/choir.ndjson`);
    assert(size > 1_000_000, `${size} bytes`);
    const index = await Deno.readTextFile(`${hour.checkout}/pages/index.html`);
    assertMatch(index, /Harbour Choir/);
  });
});
