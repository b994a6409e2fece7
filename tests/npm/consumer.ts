import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute } from "../../_tools/execute.ts";
import { makePackage } from "../../_tools/npm/package.ts";
import { root } from "../../_tools/project.ts";
import { NPM_ENV } from "../support/npm_env.ts";

const FIXTURES = fileURLToPath(new URL("tests/npm/", root));

/** A project of somebody who has installed the package, and nothing of ours. */
export class Consumer implements AsyncDisposable {
  /** Where it is. */
  readonly dir: string;
  readonly #kind: string;

  private constructor(dir: string, kind: string) {
    this.dir = dir;
    this.#kind = kind;
  }

  /**
   * Sets one up, and installs what its `package.json` names.
   *
   * @param kind The directory of its files, beside this one.
   */
  static async make(kind: string): Promise<Consumer> {
    const dir = await Deno.makeTempDir({ prefix: `consumer-${kind}-` });
    const consumer = new Consumer(dir, kind);
    try {
      for (const part of [kind, "shared"]) {
        await cp(join(FIXTURES, part), join(dir, part), { recursive: true });
      }
      await Deno.rename(
        join(dir, kind, "package.json"),
        join(dir, "package.json"),
      );
      const tarball = await makePackage(join(dir, "package"));
      await Deno.rename(tarball, join(dir, "client.tgz"));
      await rm(join(dir, "package"), { recursive: true });
      await consumer.run("npm", "install", "--no-audit", "--no-fund");
    } catch (error) {
      await consumer[Symbol.asyncDispose]();
      throw error;
    }
    return consumer;
  }

  /** Runs a program to its end; gives what it wrote. */
  run(program: string, ...args: readonly string[]): Promise<string> {
    return execute(program, args, { cwd: this.dir, env: NPM_ENV });
  }

  /** Compiles it by each TypeScript, with and without the types of libraries. */
  async compile(): Promise<void> {
    for (const version of [5, 6, 7]) {
      for (const skipLibCheck of ["false", "true"]) {
        await this.run(
          "node",
          `node_modules/typescript${version}/bin/tsc`,
          `--project`,
          this.#kind,
          `--skipLibCheck`,
          skipLibCheck,
        );
      }
    }
  }

  /** Removes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.dir, { recursive: true });
  }
}
