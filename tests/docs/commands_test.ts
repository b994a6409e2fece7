import { assert, assertMatch } from "@std/assert";
import { readText } from "../../_tools/project.ts";
import { FirstHour } from "../support/first_hour.ts";

/** What each line leads to on stdout; those that end by Ctrl-C are stopped. */
const EXPECTED: readonly (readonly [command: RegExp, stdout: RegExp])[] = [
  [/groupme groups/, /Harbour Choir/],
  [/groupme history/, /^$/],
  [/groupme mirror/, /^$/],
  [/groupme search/, /pier/i],
  [/groupme export/, /^$/],
  [/groupme tail .*-n 10/, /^(.+\n){10}/],
  [/groupme tail .*--all/, /^/],
  [/groupme post/, /^\d+\n$/],
  [/task simulate/, /GROUPME_API=http/],
];

/** Lines that go on until Ctrl-C. */
const ENDLESS = /groupme tail|task simulate/;

/** So long they are left going, in seconds. */
const SECONDS = 20;

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
      const stopped = `timeout -s INT ${SECONDS} ${ready} || test $? -ge 124`;
      const told = await hour.run(
        ENDLESS.test(line) ? stopped : ready,
        hour.checkout,
      );
      assertMatch(told, wanted);
    });
  }
  await t.step("and leave what they say", async () => {
    const { size } = await Deno.stat(`${hour.checkout}/choir.ndjson`);
    assert(size > 1_000_000, `${size} bytes`);
    const index = await Deno.readTextFile(`${hour.checkout}/pages/index.html`);
    assertMatch(index, /Harbour Choir/);
  });
});
