import { assertEquals, assertMatch } from "@std/assert";
import { Shell } from "./shell.ts";

Deno.test("groupme --version prints the version of deno.json", async () => {
  const { version } = JSON.parse(await Deno.readTextFile("deno.json"));
  const shell = new Shell();
  for (const flag of ["--version", "-V"]) {
    assertEquals(await shell.run(flag), {
      code: 0,
      out: `${version}\n`,
      err: "",
    });
  }
  assertMatch((await shell.run("--help")).out, /--version +print the version/);
});
