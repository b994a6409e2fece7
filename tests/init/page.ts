import { assertEquals } from "@std/assert";
import { axe } from "../support/axe.ts";
import { withChromium } from "../support/chromium.ts";
import { Loopback } from "../support/loopback.ts";
import { filesOf } from "../support/static_files.ts";

/**
 * Asserts that the page that was built shows what others say, what is sent in
 * it and what is older, and leaves no error.
 *
 * @param dist The directory of the build.
 */
export async function assertConverses(dist: string): Promise<void> {
  await using server = new Loopback(filesOf(dist));
  await withChromium(async (browser) => {
    const page = await browser.newPage();
    const uncaught: string[] = [];
    page.on("pageerror", ({ message }) => uncaught.push(message));
    await page.goto(server.origin);
    const rows = page.locator("#rows article");
    const row = (author: string, text: string) =>
      rows.filter({ hasText: new RegExp(`^${author} ${text} *$`) });
    await row("Mari", "Low tide is at six").waitFor();
    await page.getByLabel("Your message").fill("See you there");
    await page.getByRole("button", { name: "Send" }).click();
    await row("You", "See you there").waitFor();
    await row("Mari", "I do").waitFor();
    assertEquals((await axe(page)).violations, []);
    const count = await rows.count();
    await page.evaluate("document.querySelector('#rows').scrollTop = 0");
    await rows.nth(count + 10).waitFor();
    assertEquals(uncaught, []);
    // GroupMe is simulated in the page: nothing else was asked.
    const paths = server.asked.map(({ url }) => url.pathname);
    assertEquals(paths.filter((it) => !/^\/(?:|.*\.js)$/.test(it)), []);
  });
}
