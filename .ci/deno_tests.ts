import { type Counts, readCounts } from "./counts.ts";
import { command } from "./deno.ts";
import { importFlags } from "./imports.ts";

/** Runs the tests in Deno, and shows how they go. */
export async function denoTests(args: readonly string[]): Promise<Counts> {
  const flags = ["--quiet", "-A", "--parallel", ...await importFlags()];
  // A pipe would cost the colours.
  const env = Deno.stdout.isTerminal() ? { FORCE_COLOR: "1" } : undefined;
  const child = command(["test", ...flags, ...args], { stdout: "piped", env })
    .spawn();
  const [shown, kept] = child.stdout.tee();
  const [text, { success }] = await Promise.all([
    new Response(kept).text(),
    child.status,
    shown.pipeTo(Deno.stdout.writable, { preventClose: true }),
  ]);
  return readCounts(text, success);
}
