import { assert, assertEquals, assertMatch } from "@std/assert";
import { cp } from "node:fs/promises";
import { basename } from "node:path";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { readText, root } from "../../_tools/project.ts";
import { Served } from "../cli/served.ts";
import { readPage } from "../docs/snippets.ts";
import { FirstHour } from "../support/first_hour.ts";

/** The lines of the section on installing that a shell takes, in order. */
async function readLines(): Promise<string[]> {
  const [, section = ""] =
    (await readText("README.md")).match(/^## Install\n(.*?)^## /ms) ?? [];
  const [before = "", after = ""] = section.split(/^From the first release/m);
  const linesOf = (text: string) =>
    [...text.matchAll(/^ {4}(.+)$/gm)].map(([, line = ""]) => line);
  // What JSR has to serve, and nothing else, stands under these words.
  const later = linesOf(after);
  assert(later.length > 0 && later.every((it) => /\bjsr\b/.test(it)), section);
  return linesOf(before);
}

Deno.test("README's lines of installing work on a fresh home, as does its first program", async (t) => {
  const lines = await readLines();
  const [program] = await readPage("README.md");
  assert(program);
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Family" });
  await using served = new Served(simulator);
  await using hour = await FirstHour.begin(served.env);
  const guide = new URL("tests/npm/readme/guided.js", root);
  const code = `import "./guided.js";\n${
    program.code.replaceAll('"1234"', JSON.stringify(group.id))
  }`;
  const empty = `${hour.folder}-empty`;
  await Deno.mkdir(empty);
  for (const dir of [hour.folder, empty]) {
    await cp(guide, `${dir}/guided.js`);
    await Deno.writeTextFile(`${dir}/main.ts`, code);
  }
  const inNode = code.replace(
    'Deno.env.get("GROUPME_TOKEN")',
    "process.env.GROUPME_TOKEN",
  );
  await Deno.writeTextFile(`${hour.folder}/main.mjs`, inNode);

  for (const line of lines.filter((it) => !it.endsWith("main.ts"))) {
    await t.step(line, async () => {
      const isTask = /\btask\b/.test(line);
      const told = await hour.run(line, isTask ? hour.checkout : undefined);
      if (line.startsWith("npx groupme")) assertMatch(told, /\tFamily\n/);
    });
  }

  const runs = lines.filter((it) => it.endsWith("main.ts"));
  assertEquals(runs.length, 1);
  const ways = [
    ...runs.flatMap((
      line,
    ) => [{ line, dir: hour.folder }, { line, dir: empty }]),
    // With the installed package, too.
    { line: "npx -y deno@2 run -A main.ts", dir: hour.folder },
    { line: "node main.mjs", dir: hour.folder },
  ];
  for (const { line, dir } of ways) {
    await t.step(
      `the first program, by ${line} in ${basename(dir)}/`,
      async () => {
        const before = group.size;
        assertMatch(await hour.run(line, dir), /^\S.*: Hello from a stream$/m);
        assertEquals(group.size, before + 1);
      },
    );
  }
});
