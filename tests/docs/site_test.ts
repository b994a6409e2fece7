import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { run } from "../../_tools/deno.ts";
import { importFlags } from "../../_tools/imports.ts";
import { LISTED } from "../../_tools/site/navigation.ts";
import { siteOf } from "../../_tools/site/paths.ts";
import { axe } from "../support/axe.ts";
import { withChromium } from "../support/chromium.ts";
import { Loopback } from "../support/loopback.ts";
import { filesOf } from "../support/static_files.ts";
import { deadLinks } from "./dead_links.ts";

const VIEWS = [
  { name: "light", colorScheme: "light", width: 1280 },
  { name: "dark", colorScheme: "dark", width: 1280 },
  { name: "phone", colorScheme: "light", width: 390 },
] as const;

/** A page of each kind that Deno makes. */
const API = ["api/index.html", "api/bot/index.html", "api/~/Client.html"];

/** A source, as the site shows it. */
const SOURCE = "examples/export_history.ts.html";

/** Runs with the site, as its task makes it. */
async function withSite<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "site-" });
  try {
    const flags = await importFlags();
    const args = ["run", "-A", "--quiet", ...flags, "_tools/docs.ts", dir];
    const { ok, text } = await run(args, 5 * 60_000);
    assert(ok, text);
    return await use(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Saves a picture of the page where `SCREENSHOTS` names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const dir = Deno.env.get("SCREENSHOTS");
  if (dir) await page.screenshot({ path: `${dir}/docs-${name}.png` });
}

/** What has to be scrolled to the side, but for what scrolls by itself. */
const sideways = `document.documentElement.scrollWidth - innerWidth`;

Deno.test("task docs makes a site without a dead link, readable in light, dark and on a phone", async (t) => {
  await withSite(async (dir) => {
    await t.step("links and anchors lead somewhere", async () => {
      const { pages, links, dead } = await deadLinks(dir);
      assertEquals(dead, []);
      assert(pages > 500 && links > 5_000, `${pages} pages, ${links} links`);
    });
    await t.step("usage imports from the package, by its name", async () => {
      for (const at of ["api/~/Client.html", "api/push/tabs/index.html"]) {
        const html = await Deno.readTextFile(`${dir}/${at}`);
        const names = [...html.matchAll(/ from &quot;([^&]+)&quot;/g)]
          .map(([, it]) => it).filter((it) => it !== "rxjs");
        assert(names.length > 0, at);
        for (const it of names) assertMatch(it ?? "", /^@rxgroupme\/client/);
      }
    });
    await using server = new Loopback(filesOf(dir));
    await withChromium(async (browser) => {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on("pageerror", ({ message }) => problems.push(message));
      for (const { name, colorScheme, width } of VIEWS) {
        await t.step(name, async () => {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          for (const at of [...LISTED.map(siteOf), SOURCE]) {
            await page.goto(`${server.origin}/${at}`);
            await shoot(page, `${name}-${at.replaceAll("/", "-")}`);
            const { violations, contrasts } = await axe(page);
            assertEquals([at, violations], [at, []]);
            assert(contrasts > 10, `${at}: ${contrasts} nodes`);
            assertEquals([at, await page.evaluate(sideways)], [at, 0]);
          }
          for (const at of API) {
            await page.goto(`${server.origin}/${at}`);
            await shoot(page, `${name}-${at.replaceAll(/[/~]/g, "-")}`);
            const { violations } = await axe(page);
            assertEquals([at, violations], [at, []]);
            assertEquals([at, await page.evaluate(sideways)], [at, 0]);
          }
        });
      }
      await t.step("the menu of a phone leads to each page", async () => {
        await page.goto(`${server.origin}/index.html`);
        await page.getByText("Pages", { exact: true }).click();
        await shoot(page, "phone-menu");
        await page.getByRole("link", { name: "A bot" }).first().click();
        await page.getByRole("heading", { name: "A bot", exact: true })
          .waitFor();
      });
      assertEquals(problems, []);
    });
  });
});
