import { stop } from "esbuild";

/** A test with esbuild: its process ends soon after it was told to. */
export function testWithEsbuild(name: string, fn: () => Promise<void>): void {
  Deno.test({
    name,
    fn: () => fn().finally(stop),
    sanitizeOps: false,
    sanitizeResources: false,
  });
}
