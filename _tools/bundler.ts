import { run } from "./deno.ts";

let prepared: Promise<void> | undefined;

/**
 * Has Deno fetch what `deno bundle` works with, to be called before that. Where
 * nothing is fetched yet, processes that bundle at once take files away from
 * each other while they put them in place, and some of them fail.
 */
export function prepareBundler(): Promise<void> {
  return prepared ??= bundleNothing();
}

/**
 * Bundles an empty file, one at a time among all processes of this checkout.
 *
 * @param env What is set in its environment besides.
 */
export async function bundleNothing(
  env?: Record<string, string>,
): Promise<void> {
  using turn = await Deno.open(new URL(import.meta.url));
  await turn.lock(true);
  const dir = await Deno.makeTempDir({ prefix: "bundle-" });
  try {
    const entry = `${dir}/empty.ts`;
    await Deno.writeTextFile(entry, "");
    const args = ["bundle", "--quiet", "--no-lock", `--outdir=${dir}/out`];
    const { ok, text } = await run([...args, entry], 5 * 60_000, env);
    if (!ok) throw new Error(`Cannot bundle\n${text}`);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
