/**
 * What tests of the project itself read: its own files.
 *
 * @module
 */

/** The top of the checkout. */
export const root: URL = new URL("../", import.meta.url);

/** Reads a file by its path from the top of the checkout. */
export function readText(path: string): Promise<string> {
  return Deno.readTextFile(new URL(path, root));
}

/** What the tests read of `deno.json`. */
export interface Config {
  /** What the package is called. */
  name: string;
  /** The version to be published. */
  version: string;
  /** The license, as SPDX calls it. */
  license: string;
  /** The file behind each entry point, from `./`. */
  exports: Record<string, string>;
  /** What goes into the package. */
  publish: { include: string[] };
}

/** Reads `deno.json`. */
export async function readConfig(): Promise<Config> {
  return JSON.parse(await readText("deno.json"));
}

/** Lists the paths of all TypeScript in a directory, however deep. */
export async function listSources(dir: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(new URL(`${dir}/`, root))) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory) paths.push(...await listSources(path));
    else if (/\.tsx?$/.test(path)) paths.push(path);
  }
  return paths.sort();
}
