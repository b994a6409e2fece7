import { assert, assertEquals } from "@std/assert";
import { listSources, readConfig, readText } from "../../_tools/project.ts";

const INTERFACES = /export interface (\w*Options)\b[^{]*\{\n(.*?)\n\}/gs;
const MEMBERS =
  /(\/\*\*(?:(?!\*\/).)*\*\/)?\s+(?:readonly )?([\w$]+)\?:\s*([^;]+);/gs;

/** The options that entry points export, but for those of the command line. */
async function readOptions() {
  const { exports } = await readConfig();
  const entries = await Promise.all(
    Object.values(exports).map((it) => readText(it.slice(2))),
  );
  const exported = new Set(entries.join("\n").match(/\b\w+Options\b/g));
  const options: { name: string; docs: string; type: string }[] = [];
  for (const path of await listSources("lib")) {
    if (path.startsWith("lib/cli/")) continue;
    for (
      const [, of = "", body = ""] of (await readText(path)).matchAll(
        INTERFACES,
      )
    ) {
      if (!exported.has(of)) continue;
      for (const [, docs = "", name, type = ""] of body.matchAll(MEMBERS)) {
        options.push({ name: `${of}.${name}`, docs, type });
      }
    }
  }
  return options;
}

Deno.test("an option says its default, and one that is a number its range", async () => {
  const options = await readOptions();
  assert(options.length > 80, `${options.length}`);
  // A stream that is left out never emits.
  const bare = options.filter(({ name, docs }) =>
    !name.endsWith("$") && !docs.includes("@default")
  );
  assertEquals(bare.map(({ name }) => name), []);
  const unbounded = options.filter(({ docs, type }) =>
    /(?<!")\bnumber\b/.test(type) &&
    !/\d|above|below/.test(docs.split("@default")[0] ?? "")
  );
  assertEquals(unbounded.map(({ name }) => name), []);
});
