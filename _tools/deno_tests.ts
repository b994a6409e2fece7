import { type Counts, readCounts } from "./counts.ts";
import { command } from "./deno.ts";
import { readFailures } from "./failures.ts";
import { findHung } from "./hung.ts";
import { importFlags } from "./imports.ts";

/** How tests went. */
export interface TestRun extends Counts {
  /** A paragraph for each that failed, its name first. */
  readonly failures: readonly string[];
}

/**
 * Runs tests in Deno, and shows how they go. One that hangs ends the run: it
 * has no time-out of its own, and would hold up all that comes after it.
 *
 * @param args Paths and flags of `deno test`.
 * @param imports Flags that say where imports come from.
 */
export async function denoTests(
  args: readonly string[],
  imports?: readonly string[],
): Promise<TestRun> {
  const flags = ["--quiet", "-A", ...imports ?? await importFlags()];
  // A pipe would cost the colours.
  const env = Deno.stdout.isTerminal() ? { FORCE_COLOR: "1" } : undefined;
  const child = command(["test", "--parallel", ...flags, ...args], {
    stdout: "piped",
    env,
  }).spawn();
  const decoder = new TextDecoder();
  let text = "";
  let hung: string | undefined;
  for await (const bytes of child.stdout) {
    await writeAll(bytes);
    text += decoder.decode(bytes, { stream: true });
    if (hung !== undefined) continue;
    // What came before was looked through already, but for a line's begin.
    hung = findHung(text.slice(-bytes.length - 500));
    if (hung !== undefined) child.kill("SIGINT");
  }
  const { success } = await child.status;
  const failures = readFailures(text);
  if (hung !== undefined) {
    failures.push(`Stopped, as this hangs: ${hung}`);
    console.log(`\n${failures.at(-1)}`);
  }
  return { ...readCounts(text, success), failures };
}

async function writeAll(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await Deno.stdout.write(bytes.subarray(at));
  }
}
