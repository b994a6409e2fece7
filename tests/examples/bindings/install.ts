import { assert } from "@std/assert";
import { root } from "../../../_tools/deno.ts";
import { NPM_ENV } from "../../support/npm_env.ts";

/** Runs `use` with a directory that the frameworks are installed in. */
export async function withFrameworks(
  use: (dir: string) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "bindings-" });
  try {
    await Deno.copyFile(
      new URL("examples/bindings/package.json", root),
      `${dir}/package.json`,
    );
    await runIn(dir, 5 * 60_000, "npm", [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--silent",
    ]);
    await use(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Runs a program in a directory; what it says is told where it fails. */
export async function runIn(
  cwd: string,
  timeoutMs: number,
  program: string,
  args: readonly string[],
): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...NPM_ENV },
    signal: AbortSignal.timeout(timeoutMs),
  }).output();
  const said = [stdout, stderr].map((it) => new TextDecoder().decode(it));
  assert(success, `${program} ${args.join(" ")}\n${said.join("\n")}`);
}
