import { assert, assertEquals } from "@std/assert";
import { pinned, run } from "../_tools/deno.ts";
import { listSources, readConfig, root } from "../_tools/project.ts";
import { readDrawing } from "./support/drawing.ts";
import {
  findCircle,
  type Graph,
  joinFiles,
  readImports,
  roomOf,
} from "./support/import_graph.ts";

/** What `deno info --json` tells of a module that we read. */
interface Module {
  specifier: string;
  error?: string;
  dependencies?: Record<"code" | "type", { specifier: string } | undefined>[];
}

/** The graph of all that an entry point imports, types and npm included. */
async function graphOf(entry: string): Promise<Graph> {
  const { ok, text } = await run(
    ["info", "--quiet", pinned, "--json", entry],
    60_000,
  );
  assert(ok, text);
  const { modules }: { modules: Module[] } = JSON.parse(text);
  // For deno info a module that is not there is but one more fact.
  assertEquals(modules.filter(({ error }) => error), []);
  return new Map(modules.map(({ specifier, dependencies = [] }) => {
    const all = dependencies.flatMap(({ code, type }) => [code, type]);
    const imports = all.flatMap((it) => it ? [pathOf(it.specifier)] : []);
    return [pathOf(specifier), imports];
  }));
}

function pathOf(specifier: string): string {
  return specifier.replace(root.href, "");
}

/** The graph of all entry points. */
async function wholeGraph(): Promise<Graph> {
  const { exports } = await readConfig();
  const graphs = await Promise.all(Object.values(exports).map(graphOf));
  return new Map(graphs.flatMap((graph) => [...graph]));
}

/** Everything that a person runs or a test reads. */
const DIRS = ["lib", "tests", "_tools", "examples", "bench"];

/** What each directory may import of the others. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "mod.ts": ["lib"],
  lib: [],
  _tools: ["lib", "mod.ts"],
  examples: ["lib", "mod.ts"],
  tests: ["lib", "mod.ts", "_tools", "examples"],
  bench: ["lib", "mod.ts", "_tools", "tests"],
};

Deno.test("rooms import one way, in lib/ and everywhere else", async () => {
  const graph = await readImports(DIRS);
  assertEquals(findCircle(joinFiles(graph, roomOf)), []);
});

Deno.test("directories import what stands below them", async () => {
  const graph = await readImports(DIRS);
  const dirs = joinFiles(graph, (path) => path.split("/")[0]);
  assertEquals([...dirs.keys()].sort(), Object.keys(MAY_IMPORT).sort());
  for (const [dir, imports] of dirs) {
    const above = [...imports].filter((it) => !MAY_IMPORT[dir]?.includes(it));
    assertEquals(above, [], dir);
  }
});

Deno.test("examples/ import entry points only", async () => {
  const entries = Object.values((await readConfig()).exports)
    .map((it) => it.replace("./", ""));
  for (const [path, imports] of await readImports(["examples"])) {
    if (path === "mod.ts") continue;
    const inner = imports.filter((it) =>
      !it.startsWith("examples/") && !entries.includes(it)
    );
    assertEquals(inner, [], path);
  }
});

Deno.test("rooms of lib/ import downwards in the drawing of docs/architecture.md", async () => {
  const layers = await readDrawing();
  const layerOf = (room: string) => {
    const layer = layers.get(room.replace("lib/", ""));
    assert(layer !== undefined, `docs/architecture.md draws no ${room}`);
    return layer;
  };
  const rooms = (await listSources("lib")).map(roomOf);
  const absent = [...layers.keys()].filter((it) =>
    !rooms.includes(`lib/${it}`)
  );
  assertEquals(absent, [], "docs/architecture.md draws what is not there");
  const upward = [...joinFiles(await readImports(["lib"]), roomOf)]
    .filter(([room]) => room.startsWith("lib/"))
    .flatMap(([room, others]) =>
      [...others]
        .filter((it) => layerOf(it) < layerOf(room))
        .map((it) => `${room} imports ${it}`)
    );
  assertEquals(upward, []);
});

Deno.test("findCircle() finds a way back, and none in a tree", () => {
  const parts = (edges: Record<string, string[]>) =>
    new Map(Object.entries(edges).map(([it, all]) => [it, new Set(all)]));
  assertEquals(findCircle(parts({ a: ["b"], b: ["c"], c: ["b"] })), [
    "b",
    "c",
    "b",
  ]);
  assertEquals(findCircle(parts({ a: ["b", "c"], b: ["c"], c: [] })), []);
});

Deno.test("lib/ imports nothing that stands above it", async () => {
  const above = [...await wholeGraph()]
    .filter(([path]) => path.startsWith("lib/"))
    .flatMap(([path, imports]) => imports.map((it) => `${path}: ${it}`))
    .filter((it) => !/: (?:lib\/|[a-z]+:)/.test(it));
  assertEquals(above, []);
});

Deno.test("mod.ts imports rxjs and nothing else from outside", async () => {
  const imports = [...await graphOf("./mod.ts")].flatMap(([, it]) => it);
  const outside = imports.filter((it) => !it.startsWith("lib/"));
  assertEquals(outside.filter((it) => !/^npm:rxjs@/.test(it)), []);
});

Deno.test("mod.ts imports no other entry point", async () => {
  const { exports: { ".": main, ...others } } = await readConfig();
  const paths = [...(await graphOf(main ?? "")).keys()].map((it) => `./${it}`);
  const bundled = Object.values(others).filter((it) => paths.includes(it));
  assertEquals(bundled, []);
});

Deno.test("lib/ holds no file that nothing imports", async () => {
  const graph = await wholeGraph();
  const lone = (await listSources("lib")).filter((it) => !graph.has(it));
  assertEquals(lone, []);
});
