/**
 * Workers of our own on a real workerd, on this machine only.
 *
 * @module
 */

// @ts-types="./miniflare.d.ts"
import { type Bindings, Miniflare } from "miniflare";
import { prepareBundler } from "../../_tools/bundler.ts";
import { command, pinned } from "../../_tools/deno.ts";

export type { Bindings, Miniflare };

/** Makes one file of a worker and of all that it imports. */
export async function bundle(entry: URL): Promise<string> {
  await prepareBundler();
  const { success, stdout, stderr } = await command(
    ["bundle", "--quiet", pinned, "--platform=browser", entry.pathname],
    { signal: AbortSignal.timeout(180_000) },
  ).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/**
 * Runs a worker on workerd while `use` lasts.
 *
 * @param script What {@linkcode bundle} made.
 * @param persist A directory, if what its Durable Objects and namespaces keep
 * is to outlive it.
 */
export async function withWorker<T>(
  script: string,
  bindings: Bindings,
  use: (worker: Miniflare) => Promise<T>,
  persist?: string,
): Promise<T> {
  const worker = new Miniflare({
    ...bindings,
    modules: true,
    script,
    compatibilityDate: "2026-01-01",
    host: "127.0.0.1",
    // Otherwise it asks the network where in the world it runs.
    cf: false,
    durableObjectsPersist: persist && `${persist}/objects`,
    kvPersist: persist && `${persist}/kv`,
  });
  try {
    return await use(worker);
  } finally {
    // Returns when workerd has ended.
    await worker.dispose();
  }
}

/** A test on workerd: miniflare tidies up its files after its time. */
export function testOnWorkerd(
  name: string,
  fn: (context: Deno.TestContext) => Promise<void>,
): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
