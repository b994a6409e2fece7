import { cp, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { readConfig } from "../project.ts";
import { root, run } from "../deno.ts";
import { execute } from "../execute.ts";
import { BIN, type Draft, manifestOf, TYPES } from "./manifest.ts";

/**
 * Makes the package for npm, laid out as JSR does it: modules compiled, each
 * with its source map, its source and its types; and a command.
 *
 * @param dir Where its files go: what is there already is removed.
 * @returns The path of the tarball, beside that directory.
 */
export async function makePackage(dir: string): Promise<string> {
  await Deno.remove(dir, { recursive: true }).catch(() => {});
  await Deno.mkdir(dir, { recursive: true });
  await unpackDraft(dir);
  for (const path of await readdir(dir, { recursive: true })) {
    if (path.endsWith(".d.ts")) await moveTypes(dir, path);
    if (path.endsWith(".js")) await splitSourceMap(join(dir, path));
  }
  await copyPublished(dir);
  await cp(new URL("bin.js", import.meta.url), join(dir, BIN));
  await writeManifest(dir);
  const beside = dirname(dir);
  const args = ["pack", "--silent", `--pack-destination=${beside}`];
  return join(beside, (await execute("npm", args, { cwd: dir })).trim());
}

/** What Deno makes of the package, with types as fast as JSR makes them. */
async function unpackDraft(dir: string): Promise<void> {
  const draft = join(dir, "draft.tgz");
  const args = ["pack", "--allow-dirty", `--output=${draft}`];
  const { ok, text } = await run(args, 3 * 60_000);
  if (!ok) throw new Error(`Cannot pack\n${text}`);
  await execute("tar", ["-xzf", draft, "-C", dir, "--strip-components=1"]);
  await Deno.remove(draft);
}

async function moveTypes(dir: string, path: string): Promise<void> {
  await Deno.mkdir(dirname(join(dir, TYPES, path)), { recursive: true });
  await Deno.rename(join(dir, path), join(dir, TYPES, path));
}

/** Writes a source map in a file of its own, which leads to the source. */
async function splitSourceMap(path: string): Promise<void> {
  const code = await Deno.readTextFile(path);
  const inline = /(?<=^\/\/# sourceMappingURL=)data:.+/m;
  const [address] = code.match(inline) ?? [];
  if (!address) throw new Error(`Cannot find a source map in ${path}`);
  const { sourcesContent: _, ...map } = await (await fetch(address)).json();
  const sources = [basename(path).replace(/js$/, "ts")];
  await Deno.writeTextFile(`${path}.map`, JSON.stringify({ ...map, sources }));
  const name = `${basename(path)}.map`;
  await Deno.writeTextFile(path, code.replace(inline, name));
}

/** Copies what is published at JSR, sources included. */
async function copyPublished(dir: string): Promise<void> {
  const { publish } = await readConfig();
  for (const path of publish.include) {
    await cp(new URL(path, root), join(dir, path), { recursive: true });
  }
}

async function writeManifest(dir: string): Promise<void> {
  const path = join(dir, "package.json");
  const draft: Draft = JSON.parse(await Deno.readTextFile(path));
  const { license } = await readConfig();
  const manifest = manifestOf(draft, license);
  await Deno.writeTextFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
