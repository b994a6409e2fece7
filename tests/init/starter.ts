/**
 * Projects as a newcomer has them: made, installed and run in a home that holds
 * nothing.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { main } from "@rxgroupme/client/init";
import { root } from "../../_tools/project.ts";
import { NPM_ENV } from "../support/npm_env.ts";

/** More than any command needs, in ms. */
const LIMIT = 240_000;

/** The checkout that these tests are of. */
export const checkout: string = fileURLToPath(root).replace(/\/$/, "");

/** The outcome of a command. */
export interface Ended {
  readonly code: number;
  /** All that it wrote, without colours. */
  readonly text: string;
}

/** The outcome of one run of `./init`. */
export interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `./init`. */
export async function init(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<Told> {
  let [out, err] = ["", ""];
  const code = await main(args, {
    stdout: { isTerminal: false, write: (text) => void (out += text) },
    stderr: { isTerminal: false, write: (text) => void (err += text) },
    env: () => undefined,
    signal,
  });
  return { code, out, err };
}

/** A project, and the home of who has it. */
export class Starter implements AsyncDisposable {
  /** Where the project is. */
  readonly dir: string;
  readonly #home: string;
  readonly #cache: string;

  private constructor(home: string, cache: string) {
    this.#home = home;
    this.#cache = cache;
    this.dir = `${home}/project`;
  }

  /**
   * Makes one.
   *
   * @param options Where the library comes from; and where Deno keeps what it
   * fetches, in the home unless told.
   */
  static async make(
    kind: string,
    { from = checkout, cache }: { from?: string; cache?: string } = {},
  ): Promise<Starter> {
    const home = await Deno.makeTempDir({ prefix: `starter-${kind}-` });
    const starter = new Starter(home, cache ?? `${home}/deno`);
    const { code, err } = await init([kind, starter.dir, "--from", from]);
    if (code === 0) return starter;
    await starter[Symbol.asyncDispose]();
    throw new Error(err);
  }

  /**
   * Runs a program in the project to its end.
   *
   * @param typed What is typed in it.
   */
  async run(
    program: string,
    args: readonly string[],
    typed: string = "",
  ): Promise<Ended> {
    const child = new Deno.Command(program, {
      args: [...args],
      cwd: this.dir,
      env: {
        HOME: this.#home,
        DENO_DIR: this.#cache,
        NO_COLOR: "1",
        GROUPME_TOKEN: "",
        ...NPM_ENV,
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(LIMIT),
    }).spawn();
    // It may end without having read that.
    const input = ReadableStream.from([new TextEncoder().encode(typed)])
      .pipeTo(child.stdin).catch(() => {});
    const { code, stdout, stderr } = await child.output();
    await input;
    const decoder = new TextDecoder();
    return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
  }

  /** Runs the very Deno that runs this in it. */
  deno(args: readonly string[], typed?: string): Promise<Ended> {
    return this.run(Deno.execPath(), args, typed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#home, { recursive: true });
  }
}

/** Where the Deno that runs this keeps what it has fetched. */
export async function denoCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}
