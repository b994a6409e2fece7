import { assert, assertEquals, assertMatch } from "@std/assert";
import { listSources, readConfig } from "../../_tools/project.ts";
import { expected, type Line } from "./expected.ts";
import { GUIDES } from "../../_tools/guides.ts";
import { readExamples, readModuleExamples, readPage } from "./snippets.ts";
import { permissions, Stage } from "./stage.ts";

const sources = ["mod.ts", ...await listSources("lib")];
const snippets = [
  ...(await Promise.all(["README.md", ...GUIDES].map(readPage))).flat(),
  ...(await Promise.all(sources.map(readExamples))).flat(),
];

for (const { name, code } of snippets) {
  Deno.test(`${name}, as documented`, { permissions }, async () => {
    using stage = new Stage();
    const seen = await stage.run(code);
    const wanted = expected[name] ?? [];
    assert(wanted.length > 0, `Nothing is expected of ${seen.join("\n")}`);
    assertEquals(missing(wanted, seen), [], seen.join("\n"));
  });
}

/** The lines that do not come, in their order, among those that do. */
function missing(
  wanted: readonly Line[],
  seen: readonly string[],
): readonly Line[] {
  const rest = [...wanted];
  for (const line of seen) {
    const [next] = rest;
    if (next instanceof RegExp ? next.test(line) : next === line) rest.shift();
  }
  return rest;
}

Deno.test("documentation holds the programs of which something is expected", () => {
  assertEquals(
    Object.keys(expected).toSorted(),
    snippets.map(({ name }) => name).toSorted(),
  );
});

Deno.test("entry points show a program in their module docs", async () => {
  const { exports } = await readConfig();
  for (const [entry, path] of Object.entries(exports)) {
    const [program = ""] = await readModuleExamples(path.slice(2));
    assertMatch(program, /^import .* from "@rxgroupme\/client/, entry);
  }
});
