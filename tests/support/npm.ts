/**
 * What tests need of npm's packages as files, of the versions that the lock
 * file pins.
 *
 * @module
 */

import { pinned, run } from "../../_tools/deno.ts";
import { readText } from "../../_tools/project.ts";

/** A package in Deno's cache. */
export interface NpmPackage {
  readonly version: string;
  /** Its directory, without a slash at the end. */
  readonly path: string;
}

/** What `deno info --json` tells of packages. */
interface Info {
  npmPackages: Record<
    string,
    { name: string; version: string; localPath: string }
  >;
}

/** A registry may be slow, in ms. */
const LIMIT = 5 * 60_000;

/**
 * Installs a package, and finds it.
 *
 * @param name As in the import map.
 * @param part A package that comes with it, if that one is meant.
 */
export async function npmPackage(
  name: string,
  part: string = name,
): Promise<NpmPackage> {
  const { imports } = JSON.parse(await readText("import_map.json"));
  const specifier: string = imports[name];
  await install(specifier);
  const { ok, text } = await run(
    ["info", "--quiet", pinned, "--json", specifier],
    LIMIT,
  );
  if (!ok) throw new Error(`Cannot find ${specifier}\n${text}`);
  const { npmPackages }: Info = JSON.parse(text);
  const found = Object.values(npmPackages).find((it) => it.name === part);
  if (!found) throw new Error(`Cannot find ${part}: not part of ${specifier}`);
  return { version: found.version, path: found.localPath };
}

/** A network that fails once may work the next time. */
async function install(specifier: string, attempts = 3): Promise<void> {
  const { ok, text } = await run(
    ["cache", "--quiet", pinned, specifier],
    LIMIT,
  );
  if (ok) return;
  if (attempts > 1) return install(specifier, attempts - 1);
  throw new Error(`Cannot install ${specifier}\n${text}`);
}
