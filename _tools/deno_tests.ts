import { type Counts, readCounts } from "./counts.ts";
import { command } from "./deno.ts";
import { importFlags } from "./imports.ts";

/**
 * Runs tests in Deno, and shows how they go.
 *
 * @param args Paths and flags of `deno test`.
 * @param imports Flags that say where imports come from.
 */
export async function denoTests(
  args: readonly string[],
  imports?: readonly string[],
): Promise<Counts> {
  const flags = ["--quiet", "-A", ...imports ?? await importFlags()];
  // A pipe would cost the colours.
  const env = Deno.stdout.isTerminal() ? { FORCE_COLOR: "1" } : undefined;
  const child = command(["test", "--parallel", ...flags, ...args], {
    stdout: "piped",
    env,
  }).spawn();
  const [shown, kept] = child.stdout.tee();
  const [text, { success }] = await Promise.all([
    new Response(kept).text(),
    child.status,
    shown.pipeTo(Deno.stdout.writable, { preventClose: true }),
  ]);
  return readCounts(text, success);
}
