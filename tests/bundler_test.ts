import { assertEquals } from "@std/assert";
import { bundleNothing } from "../_tools/bundler.ts";
import { denoCache } from "./init/starter.ts";

Deno.test("bundleNothing() prepares a machine on which nothing was fetched, however many do it at once", async () => {
  const dir = await Deno.makeTempDir();
  try {
    // What the registry gives is there already, as it is the same for everyone.
    await Deno.symlink(`${await denoCache()}/npm`, `${dir}/npm`);
    const env = { DENO_DIR: dir };
    await Promise.all(Array.from({ length: 8 }, () => bundleNothing(env)));
    assertEquals([...Deno.readDirSync(`${dir}/dl`)].length, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
