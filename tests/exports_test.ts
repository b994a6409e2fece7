import { assert, assertEquals } from "@std/assert";
import { listSources, readConfig, readText } from "../_tools/project.ts";

/** Everything that may import what lib/ exports. */
const DIRS = ["lib", "tests", "_tools", "examples", "bench"];

const COMMENTS = /\/\*.*?\*\/|^\s*\/\/.*?$/gms;
const IMPORTS =
  /\b(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|\*[^"]*?)\s*from\s*"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"/g;
const VALUES =
  /^export\s+(?:abstract\s+)?(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)/gm;

/** What is imported of each file, by names; `*` where it is all. */
function readImports(sources: ReadonlyMap<string, string>) {
  const imported = new Map<string, Set<string>>();
  for (const [path, code] of sources) {
    for (const [, list = "*", from, lazy] of code.matchAll(IMPORTS)) {
      const { pathname } = new URL(from ?? lazy ?? "", `file:///${path}`);
      const names = imported.get(pathname.slice(1)) ?? new Set();
      imported.set(pathname.slice(1), names);
      if (list.startsWith("*")) names.add("*");
      for (const item of list.replaceAll(/[{}]/g, "").split(",")) {
        const [name = ""] = item.trim().replace(/^type\s+/, "").split(/\s+as /);
        names.add(name);
      }
    }
  }
  return imported;
}

Deno.test("a function, class or constant that lib/ exports is imported, and so is each file", async () => {
  const paths = [
    ...(await Promise.all(DIRS.map(listSources))).flat(),
    "mod.ts",
  ];
  const sources = new Map(
    await Promise.all(
      paths.map(async (path) =>
        [path, (await readText(path)).replaceAll(COMMENTS, "")] as const
      ),
    ),
  );
  const imported = readImports(sources);
  const { exports } = await readConfig();
  const entries = Object.values(exports).map((it) => it.replace("./", ""));
  const unused: string[] = [];
  let count = 0;
  for (const [path, code] of sources) {
    if (!path.startsWith("lib/") || entries.includes(path)) continue;
    const names = imported.get(path);
    if (!names) unused.push(path);
    for (const [, name = ""] of code.matchAll(VALUES)) {
      count++;
      if (!names?.has("*") && !names?.has(name)) {
        unused.push(`${path}: ${name}`);
      }
    }
  }
  assert(count > 500, `${count}`);
  assertEquals(unused, []);
});
