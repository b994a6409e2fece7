import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute } from "../../_tools/execute.ts";
import { root, run } from "../../_tools/deno.ts";

/** Of a checkout, what nobody has who has just cloned it. */
const MADE = [".git", "node_modules", "dist", "coverage"];

/**
 * A machine of somebody who has just cloned the project: a checkout in
 * `client/`, an empty folder beside it, and an empty home. What npm and Deno
 * have fetched before is shared, as it is the same for everyone.
 */
export class FirstHour implements AsyncDisposable {
  /** The checkout. */
  readonly checkout: string;
  /** The folder beside it. */
  readonly folder: string;
  /** What is set in the environment of each program. */
  readonly env: Readonly<Record<string, string>>;
  readonly #dir: string;

  private constructor(dir: string, env: Readonly<Record<string, string>>) {
    this.#dir = dir;
    this.checkout = join(dir, "client");
    this.folder = join(dir, "own");
    this.env = { ...env, HOME: join(dir, "home"), NO_COLOR: "1" };
  }

  /**
   * Sets one up.
   *
   * @param env What is set in its environment besides.
   */
  static async begin(env: Record<string, string> = {}): Promise<FirstHour> {
    const dir = await mkdtemp(join(tmpdir(), "first-hour-"));
    const hour = new FirstHour(dir, { ...await readCaches(), ...env });
    await cp(fileURLToPath(root), hour.checkout, {
      recursive: true,
      filter: (path) => !MADE.includes(basename(path)),
    });
    for (const it of [hour.folder, join(dir, "home")]) await mkdir(it);
    return hour;
  }

  /** Runs a line of a shell to its end; returns what it wrote to stdout. */
  run(line: string, cwd: string = this.folder): Promise<string> {
    return execute("sh", ["-c", line], { cwd, env: this.env });
  }

  /** Removes all of it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#dir, { recursive: true });
  }
}

/** Where npm and Deno keep what they fetched, and where they fetch from. */
async function readCaches(): Promise<Record<string, string>> {
  const told = async (name: string) =>
    (await execute("npm", ["config", "get", name])).trim();
  const { text } = await run(["info", "--json"], 60_000);
  return {
    npm_config_cache: await told("cache"),
    NPM_CONFIG_REGISTRY: await told("registry"),
    DENO_DIR: JSON.parse(text).denoDir,
  };
}
