/**
 * Runs every check but the tests, all of them even when one fails.
 *
 * @module
 */

import { GUIDES } from "./guides.ts";
import { listSources } from "./project.ts";
import { pinned, root, run } from "./deno.ts";
import { importFlags } from "./imports.ts";

const { exports }: { exports: Record<string, string> } = JSON.parse(
  await Deno.readTextFile(new URL("deno.json", root)),
);
const entries = Object.values(exports);
// What stands for one platform says so by its name, and needs it.
const portable = entries.filter((it) =>
  !/\/(cli|init|deno_[^/]*)[/.]/.test(it)
);
// What runs in a page knows the DOM, and no Deno.
const starter = "examples/starters/page/";
const isOfPage = (path: string) =>
  path.startsWith(starter) && !/(?:_test|serve)\.ts$/.test(path);
const pages = [
  ...(await listSources("examples/starters")).filter(isOfPage),
  ...await listSources("examples/browser"),
  ...await listSources("examples/web/app"),
];
// Each binding has the types of its framework, which a test checks it with.
const programs = (await listSources("examples"))
  .filter((it) => !pages.includes(it) && !it.startsWith("examples/bindings/"));
/** Its programs run in a page. */
const PAGE_GUIDE = "docs/timeline.md";
const sources = ["mod.ts", "lib", "tests", ...programs, "bench", "_tools"];

const checks: Record<string, readonly string[]> = {
  format: ["fmt", "--check"],
  lint: ["lint"],
  types: ["check", "--quiet", "--doc", ...await importFlags(), ...sources],
  "types in a browser": [
    "check",
    "--quiet",
    "--config=_tools/browser.json",
    ...portable,
    ...pages,
  ],
  "types in the README and the guides": [
    "check",
    "--quiet",
    pinned,
    "--doc-only",
    "README.md",
    ...GUIDES.filter((it) => it !== PAGE_GUIDE),
  ],
  "types in the guide to timelines": [
    "check",
    "--quiet",
    "--config=_tools/browser.json",
    "--doc-only",
    PAGE_GUIDE,
  ],
  // With npm, types of rxjs in our signatures would count as private ones.
  docs: ["doc", "--lint", pinned, "--no-npm", ...entries],
  publish: ["publish", "--dry-run", pinned, "--allow-dirty"],
};

let failed = 0;
for (const [name, args] of Object.entries(checks)) {
  const { ok, text } = await run(args, 5 * 60_000);
  console.log(`${name} ... ${ok ? "ok" : "FAILED"}`);
  if (ok) continue;
  failed++;
  console.log(`\ndeno ${args.join(" ")}\n${text}`);
}
Deno.exit(failed === 0 ? 0 : 1);
