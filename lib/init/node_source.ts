import { readFile, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { WrongUsage } from "../cli/failure.ts";
import type { Source } from "./source.ts";
import starters from "./starters.json" with { type: "json" };

/** How a file begins that gzip made. */
const GZIP = [0x1f, 0x8b];

/**
 * Finds where a project is to take the library from.
 *
 * @param from A checkout or a tarball; JSR without it.
 * @throws {WrongUsage} When it is neither.
 */
export async function findSource(from: string | undefined): Promise<Source> {
  if (from === undefined) return { type: "registry" };
  const path = resolve(from);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw refusedSource(from, "there is no such file or directory");
  if (found.isDirectory()) {
    if (await nameIn(`${path}/deno.json`) === starters.name) {
      return { type: "checkout", path };
    }
    throw refusedSource(
      from,
      `the directory is no checkout of ${starters.name}`,
    );
  }
  const bytes = await readFile(path);
  if (GZIP.every((byte, i) => bytes[i] === byte)) {
    return { type: "tarball", name: basename(path), bytes };
  }
  throw refusedSource(
    from,
    "the file is no tarball; `deno task npm` makes one",
  );
}

/** The name of the package in a `deno.json`, if there is one. */
async function nameIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8")).name;
  } catch {
    return undefined;
  }
}

function refusedSource(from: string, reason: string): WrongUsage {
  return new WrongUsage(`Cannot take the library from ${from}: ${reason}`);
}
