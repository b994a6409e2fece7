import { assert, assertEquals } from "@std/assert";
import { pinned, run } from "../_tools/deno.ts";
import { listSources, readConfig, root } from "../_tools/project.ts";

/** What `deno info --json` tells of a module that we read. */
interface Module {
  specifier: string;
  error?: string;
  dependencies?: Record<"code" | "type", { specifier: string } | undefined>[];
}

/** Modules by path from the top of the checkout, each with what it imports. */
type Graph = Map<string, readonly string[]>;

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

/** `lib/wire/json.ts` is in the room `wire`, and `lib/util/ids.ts` is a room. */
function roomOf(path: string): string | undefined {
  return path.match(/^lib\/([^/.]+)/)?.[1];
}

/** A way from a room back to itself, if there is one. */
function findCycle(rooms: Map<string, Set<string>>): string[] {
  const cleared = new Set<string>();
  function walk(room: string, way: readonly string[]): string[] {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room];
    if (cleared.has(room)) return [];
    for (const next of rooms.get(room) ?? []) {
      const cycle = walk(next, [...way, room]);
      if (cycle.length > 0) return cycle;
    }
    cleared.add(room);
    return [];
  }
  return [...rooms.keys()].map((room) => walk(room, []))
    .find((cycle) => cycle.length > 0) ?? [];
}

Deno.test("rooms of lib/ import one way", async () => {
  const rooms = new Map<string, Set<string>>();
  for (const [path, imports] of await wholeGraph()) {
    const room = roomOf(path);
    if (!room) continue;
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    for (const other of imports.map(roomOf)) {
      if (other && other !== room) others.add(other);
    }
  }
  assertEquals(findCycle(rooms), []);
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
