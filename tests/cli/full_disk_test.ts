import { assertEquals, assertMatch } from "@std/assert";
import { pinned } from "../../_tools/deno.ts";
import { world } from "./archive_world.ts";
import { Child, type Prepare } from "./child.ts";
import { withDirectory } from "./shell.ts";

/** As on a full disk no file can grow; that is no signal, but an error. */
const onFullDisk: Prepare = (program, args, options) =>
  new Deno.Command("sh", {
    args: [
      ...["-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh"],
      ...[Deno.execPath(), "run", "-A", "--quiet", pinned, program, ...args],
    ],
    ...options,
  });

Deno.test({
  name:
    "groupme search and export read an archive where the disk is full, and mirror says that it is",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withDirectory(async (dir) => {
      const { shell } = world();
      await shell.run("mirror", dir);
      const known = {
        search: await shell.run("search", dir, "zanzibar"),
        export: await shell.run("export", dir, "-", "--csv"),
      };
      const run = async (...args: string[]) => {
        const program = "lib/cli/mod.ts";
        await using child = new Child(program, args, {}, onFullDisk);
        const code = await child.code();
        return { code, out: child.out, err: child.err };
      };
      // Twice, as the first one may leave an empty log.
      for (let n = 0; n < 2; n++) {
        assertEquals(await run("search", dir, "zanzibar"), known.search);
        assertEquals(await run("export", dir, "-", "--csv"), known.export);
        const mirrored = await run("mirror", dir, "--simulate");
        assertEquals(mirrored.code, 1);
        assertMatch(mirrored.err, /groupme\.db: the disk is full/);
      }
      const other = await run("mirror", `${dir}/other`, "--simulate");
      assertMatch(other.err, /groupme\.db: the disk is full/);
      assertEquals((await shell.run("mirror", `${dir}/other`)).code, 0);
      assertEquals((await shell.run("mirror", dir)).code, 0);
    }),
});
