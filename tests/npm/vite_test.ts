import { assertEquals } from "@std/assert";
import { withChromium } from "../support/chromium.ts";
import { Loopback } from "../support/loopback.ts";
import { filesOf } from "../support/static_files.ts";
import { within } from "../support/within.ts";
import { Consumer } from "./consumer.ts";
import { works } from "./shared/outcome.ts";

Deno.test("the package compiles in a Vite app and works in Chromium", async () => {
  await using consumer = await Consumer.make("vite");
  await consumer.compile();
  await consumer.run("npx", "vite", "build", "vite");
  await using server = new Loopback(filesOf(`${consumer.dir}/vite/dist`));
  await withChromium(async (browser) => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const outcome = page.evaluate("outcome");
    assertEquals(await within(180_000, "The page", outcome), works);
  });
});
