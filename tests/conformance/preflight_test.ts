import { assertEquals, assertGreater } from "@std/assert";
import { withPage } from "../support/page.ts";
import type { Counts } from "./runtimes/preflight_page.ts";
import { script } from "./runtimes/runtime.ts";
import { Stages } from "./stages.ts";

Deno.test(
  "Chromium asks another origin first (OPTIONS) because of the token's header, and not with auth: query",
  async () => {
    await using stages = await Stages.start();
    const files = { "/page.js": await script("runtimes/preflight_page.ts") };
    await withPage(files, async ({ page }) => {
      const read = (auth: string): Promise<Counts> =>
        page.evaluate(
          `import("/page.js").then((it) => it.read("${stages.origin}", "${auth}"))`,
        );
      const byHeader = await read("header");
      assertGreater(byHeader.preflights, 0);
      const byQuery = await read("query");
      assertEquals(byQuery.preflights, 0);
      assertEquals(byQuery.requests, byHeader.requests);
    });
  },
);
