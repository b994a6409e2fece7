import { root, run } from "./deno.ts";

/**
 * Finds out where the imports of the tests can come from: JSR, or else, without
 * it, a file of this project.
 *
 * @returns Flags for each Deno that loads tests.
 */
export async function importFlags(): Promise<string[]> {
  const lock = await copyLock();
  if (await isJsrWithinReach()) return [lock];
  console.error(
    "JSR cannot be reached: tests/support/assert.ts stands in for @std/assert",
  );
  return [lock, "--import-map=tests/import_map.json"];
}

/**
 * Copies the lock file of the project, as Deno changes the one that it is
 * given: it adds what comes from JSR, and at times drops what a run leaves out.
 *
 * @returns The flag that names the copy.
 */
export async function copyLock(): Promise<string> {
  const lock = "_tools/tests.lock";
  const whole = `${lock}.${crypto.randomUUID()}`;
  await Deno.copyFile(new URL("deno.lock", root), new URL(whole, root));
  // At once, as another run may be reading it.
  await Deno.rename(new URL(whole, root), new URL(lock, root));
  return `--lock=${lock}`;
}

/** Asks Deno itself, which knows of caches, mirrors and proxies. */
async function isJsrWithinReach(): Promise<boolean> {
  const text = await Deno.readTextFile(new URL("import_map.json", root));
  const { imports }: { imports: Record<string, string> } = JSON.parse(text);
  const wanted = Object.values(imports).filter((it) => it.startsWith("jsr:"));
  const probe = ["cache", "--quiet", "--no-config", "--no-lock", ...wanted];
  return (await run(probe, 3_000)).ok;
}
