import { pinned, root, run } from "./deno.ts";

/**
 * Finds out where the imports of the tests can come from: JSR, or else, without
 * it, a file of this project.
 *
 * @returns Flags for each Deno that loads tests.
 */
export async function importFlags(): Promise<string[]> {
  if (await isJsrWithinReach()) {
    // The lock file of the project knows npm only, so that it holds without
    // JSR too; what JSR adds to it goes to a copy.
    const lock = "_tools/jsr.lock";
    await Deno.copyFile(new URL("deno.lock", root), new URL(lock, root));
    return [`--lock=${lock}`];
  }
  console.error(
    "JSR cannot be reached: tests/support/assert.ts stands in for @std/assert",
  );
  return [pinned, "--import-map=tests/import_map.json"];
}

/** Asks Deno itself, which knows of caches, mirrors and proxies. */
async function isJsrWithinReach(): Promise<boolean> {
  const text = await Deno.readTextFile(new URL("import_map.json", root));
  const { imports }: { imports: Record<string, string> } = JSON.parse(text);
  const wanted = Object.values(imports).filter((it) => it.startsWith("jsr:"));
  const probe = ["cache", "--quiet", "--no-config", "--no-lock", ...wanted];
  return (await run(probe, 3_000)).ok;
}
