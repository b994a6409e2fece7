import { assertEquals } from "@std/assert";
import { readText } from "../../_tools/project.ts";
import { packStarters, STARTERS } from "../../_tools/starters/pack.ts";

Deno.test("lib/init/starters.json holds examples/starters/, as task starters packs it", async () => {
  assertEquals(await readText(STARTERS), await packStarters());
});
