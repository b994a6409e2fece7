import { lstat, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execute } from "../execute.ts";

/** What `npm install` brings into a folder. */
export interface Installed {
  /** The names of packages, sorted. */
  readonly packages: readonly string[];
  /** The size of their files, in bytes. */
  readonly bytes: number;
}

/** Installs packages in a folder of their own, and tells what came. */
export async function installAlone(
  ...packages: readonly string[]
): Promise<Installed> {
  const dir = await mkdtemp(join(tmpdir(), "installed-"));
  try {
    await writeFile(join(dir, "package.json"), "{}");
    const args = ["install", "--no-audit", "--no-fund", ...packages];
    await execute("npm", args, { cwd: dir });
    return await readInstalled(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Tells what npm has installed in a folder. */
export async function readInstalled(dir: string): Promise<Installed> {
  const args = ["ls", "--all", "--parseable"];
  const [, ...paths] = (await execute("npm", args, { cwd: dir })).trim()
    .split("\n");
  const packages = paths.map((it) =>
    it.replace(/^.*[\\/]node_modules[\\/]/, "")
  )
    .sort();
  return { packages, bytes: await bytesOf(join(dir, "node_modules")) };
}

async function bytesOf(dir: string): Promise<number> {
  const sizes = (await readdir(dir, { recursive: true })).map(async (path) => {
    const entry = await lstat(join(dir, path));
    return entry.isFile() ? entry.size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, it) => sum + it, 0);
}
