import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { readBudgetFile } from "../_tools/build/budgets.ts";
import { pinned, run } from "../_tools/deno.ts";
import { EXCEPTIONS, listClientTests } from "../_tools/msw_tests.ts";
import { listSources, readConfig, readText, root } from "../_tools/project.ts";

/** Directories of tests that are not of one room. */
const BESIDE = [
  ...["build", "npm", "docs", "examples", "support"],
  ...["conformance", "msw", "parity", "peers"],
];

/** Rooms without tests of their own, each with those that cover it. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  resource: "tests/resources/, of every resource",
  wire: "tests/resources/ and tests/attachments/, of what reads it",
};

/** The directories that a file is in, and the room that it may be itself. */
function placesOf(path: string): string[] {
  const parts = path.replace(/\.ts$/, "").split("/").slice(1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

/** An import map, its relative addresses made absolute. */
async function readImportMap(path: string): Promise<Record<string, unknown>> {
  const absolute = (_: string, value: unknown) =>
    typeof value === "string" && value.startsWith(".")
      ? new URL(value, new URL(path, root)).href
      : value;
  return JSON.parse(await readText(path), absolute);
}

Deno.test("import maps differ in @std/assert only", async () => {
  const ours = await readImportMap("import_map.json");
  const stand = await readImportMap("tests/import_map.json");
  const assertions = new URL("tests/support/assert.ts", root).href;
  assertEquals(stand, {
    ...ours,
    imports: { ...ours.imports as object, "@std/assert": assertions },
  });
});

Deno.test("import map leads each entry point to the file of deno.json", async () => {
  const { name, exports } = await readConfig();
  const { imports } = JSON.parse(await readText("import_map.json"));
  for (const [entry, path] of Object.entries(exports)) {
    assertEquals(imports[name + entry.slice(1)], path);
  }
});

Deno.test("exports of deno.json are files", async () => {
  const { exports } = await readConfig();
  for (const path of Object.values(exports)) {
    assert((await Deno.stat(new URL(path, root))).isFile, path);
  }
});

Deno.test("_tools/build/budgets.json lists each entry point, null for no budget", async () => {
  const { exports: { ".": _, ...others } } = await readConfig();
  const { entryPoints } = await readBudgetFile();
  assertEquals(Object.keys(entryPoints).sort(), Object.keys(others).sort());
});

Deno.test("CHANGELOG.md begins with what is unreleased, or with the version of deno.json", async () => {
  const text = await readText("CHANGELOG.md");
  const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, it = ""]) => it);
  const [top, ...others] = titles;
  const released = titles.filter((it) => it !== "Unreleased");
  for (const it of released) {
    assertMatch(it, /^\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$/);
  }
  assert(!others.includes("Unreleased"));
  const { version } = await readConfig();
  if (top !== "Unreleased") assertEquals(top?.split(" ")[0], version);
});

Deno.test("published are the sources, and what says how to use them", async () => {
  const args = ["publish", "--dry-run", "--allow-dirty", "--no-check"];
  const { ok, text } = await run(args, 180_000);
  assert(ok, text);
  const published = [...text.matchAll(/file:\/\/\S+/g)]
    .map(([url]) => url.replace(root.href, "")).sort();
  assertEquals(published, [
    ...["CHANGELOG.md", "LICENSE", "README.md", "deno.json"],
    ...[...await listSources("lib"), "lib/init/starters.json"].sort(),
    "mod.ts",
  ]);
});

Deno.test("tests/ mirrors lib/, and holds tests of every room", async () => {
  const rooms = new Set((await listSources("lib")).flatMap(placesOf));
  const tests = (await listSources("tests"))
    .filter((it) => it.endsWith("_test.ts"));
  const dirs = tests.map((it) => it.split("/").slice(1, -1).join("/"))
    .filter((it) => it && !BESIDE.includes(it.split("/")[0] ?? ""));
  assertEquals([...new Set(dirs)].filter((it) => !rooms.has(it)), []);
  const tested = new Set(
    tests.flatMap((it) => placesOf(it.replace(/_test\.ts$/, ".ts"))),
  );
  const untested = [...rooms].filter((it) =>
    !it.includes("/") && !tested.has(it) && !(it in TESTED_ELSEWHERE)
  );
  assertEquals(untested, []);
});

Deno.test("lock file pins each package of the import map", async () => {
  const { imports }: { imports: Record<string, string> } = JSON.parse(
    await readText("import_map.json"),
  );
  const { npm }: { npm: Record<string, unknown> } = JSON.parse(
    await readText("deno.lock"),
  );
  const pinned = Object.keys(npm).map((it) => it.replace(/(?<=.)@.*/, ""));
  const wanted = Object.values(imports).flatMap((it) =>
    it.match(/(?<=^npm:\/?)(?:@[^/]+\/)?[^/@]+/) ?? []
  );
  assertEquals(wanted.filter((it) => !pinned.includes(it)), []);
});

Deno.test("lock file names no host", async () => {
  assertNotMatch(await readText("deno.lock"), /:\/\//);
});

Deno.test("_tools/msw_tests.ts leaves out tests of clients, and no other path", async () => {
  const tests = await listClientTests();
  const others = Object.keys(EXCEPTIONS).filter((it) => !tests.includes(it));
  assertEquals(others, []);
});

Deno.test("sources name no registry, as import maps do that", async () => {
  const foreign = /\b(?:from|import)\s*\(?\s*["'](?:npm|jsr|https?):.*/g;
  const dirs = ["lib", "tests", "examples", "bench", "_tools"];
  const paths = (await Promise.all(dirs.map(listSources))).flat();
  const found: string[] = [];
  for (const path of ["mod.ts", ...paths]) {
    const [imports] = (await readText(path)).match(foreign) ?? [];
    if (imports) found.push(`${path}: ${imports}`);
  }
  assertEquals(found, []);
});

Deno.test("lib/ names no platform, but for files that say so", async () => {
  const platform =
    /\bDeno\.|\bprocess\.(?:env|versions?|argv|platform)\b|["']node:|\b(?:typeof|globalThis\.|in) ?(?:Deno|process|window|document|navigator)\b/;
  const comments = /\/\*.*?\*\/|^\s*\/\/.*?$/gms;
  const named = /^lib\/cli\/|\/(?:deno|node)_[^/]+$/;
  const found: string[] = [];
  for (const path of await listSources("lib")) {
    if (named.test(path)) continue;
    const code = (await readText(path)).replaceAll(comments, "");
    const [name] = code.match(platform) ?? [];
    if (name) found.push(`${path}: ${name}`);
  }
  assertEquals(found, []);
});

Deno.test("README shows programs that compile", async () => {
  assertMatch(await readText("README.md"), /^```ts$/m);
  const { ok, text } = await run(
    ["check", pinned, "--doc-only", "README.md"],
    180_000,
  );
  assert(ok, text);
});

Deno.test("tests of properties say their seed, so that they hold today as tomorrow", async () => {
  const found: string[] = [];
  for (const path of await listSources("tests")) {
    const text = await readText(path);
    if (!/from "fast-check"/.test(text)) continue;
    const runs = text.match(/\b(?:fc\.assert|assertProperty)\(/g) ?? [];
    const seeds = text.match(/\bseed\b/gi) ?? [];
    if (seeds.length < runs.length) found.push(path);
  }
  assertEquals(found, []);
});
