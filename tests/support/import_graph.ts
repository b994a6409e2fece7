/**
 * What the files of the project import of each other, read off their text, so
 * that it covers programs of every kind at once: those of a page, of a worker
 * and of Node.js too.
 *
 * @module
 */

import { listSources, readText, root } from "../../_tools/project.ts";

/** Files by path from the top of the checkout, each with what it imports. */
export type Graph = ReadonlyMap<string, readonly string[]>;

const COMMENTS = /\/\*.*?\*\/|^\s*\/\/.*?$/gms;
const SPECIFIERS = /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/**
 * Reads the imports of directories.
 *
 * @param dirs Their paths from the top of the checkout.
 */
export async function readImports(dirs: readonly string[]): Promise<Graph> {
  const { imports }: { imports: Record<string, string> } = JSON.parse(
    await readText("import_map.json"),
  );
  const paths = (await Promise.all(dirs.map(listSources))).flat();
  return new Map(
    await Promise.all([...paths, "mod.ts"].map(async (path) => {
      const code = (await readText(path)).replaceAll(COMMENTS, "");
      const found = [...code.matchAll(SPECIFIERS)].flatMap(([, it = ""]) => {
        const address = imports[it] ?? it;
        const base = address === it ? new URL(path, root) : root;
        if (!address.startsWith(".")) return [];
        return [new URL(address, base).href.replace(root.href, "")];
      });
      return [path, found] as const;
    })),
  );
}

/** `lib/tail/tail.ts` is in the room `lib/tail`, `lib/errors.ts` is one. */
export function roomOf(path: string): string {
  return path.match(/^[^/]+\/[^/.]+/)?.[0] ?? path;
}

/**
 * Joins files to parts, such as rooms.
 *
 * @param partOf The part of a file; files without one are left out.
 */
export function joinFiles(
  graph: Graph,
  partOf: (path: string) => string | undefined,
): Map<string, Set<string>> {
  const parts = new Map<string, Set<string>>();
  for (const [path, imports] of graph) {
    const part = partOf(path);
    if (part === undefined) continue;
    const others = parts.get(part) ?? new Set();
    parts.set(part, others);
    for (const other of imports.map(partOf)) {
      if (other !== undefined && other !== part) others.add(other);
    }
  }
  return parts;
}

/** A way from a part back to itself; empty if there is none. */
export function findCircle(
  parts: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const cleared = new Set<string>();
  function walk(part: string, way: readonly string[]): string[] {
    if (way.includes(part)) return [...way.slice(way.indexOf(part)), part];
    if (cleared.has(part)) return [];
    for (const next of parts.get(part) ?? []) {
      const circle = walk(next, [...way, part]);
      if (circle.length > 0) return circle;
    }
    cleared.add(part);
    return [];
  }
  return [...parts.keys()].map((part) => walk(part, []))
    .find((circle) => circle.length > 0) ?? [];
}
