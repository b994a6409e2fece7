import { assert, assertEquals } from "@std/assert";
import { main } from "@rxgroupme/client/cli";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import axe from "axe-core";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { withChromium } from "../support/chromium.ts";
import { Shell, withDirectory } from "./shell.ts";

const MESSAGES = 50_000;

/** What axe found in a page: rules and how often. */
interface Audit {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Exports a small group with its pictures, in real time: the file of a page. */
async function withPictures(dir: string): Promise<string> {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Small", history: 20 });
  const quiet = { isTerminal: false, write: () => {} };
  const run = (...args: string[]) =>
    main(args, {
      stdout: quiet,
      stderr: quiet,
      signal: new AbortController().signal,
      env: (name) => name === "GROUPME_TOKEN" ? simulator.token : undefined,
      fetch: (request) => simulator.fetch(request),
    });
  assertEquals(await run("mirror", dir, "--media"), 0);
  assertEquals(await run("export", dir, `${dir}/to`, "--html"), 0);
  const place = `group_${group.id}`;
  const [page] = [...Deno.readDirSync(`${dir}/to/${place}`)];
  return `${place}/${page?.name}`;
}

/** Its question mark is at the left end, where the sentence ends. */
const HEBREW = "שלום, מה שלומך?";

/** A paragraph of text alone, as far as its place is asked for. */
interface Paragraph {
  firstChild: { data: string };
  ownerDocument: {
    createRange(): {
      setStart(node: object, at: number): void;
      setEnd(node: object, at: number): void;
      getBoundingClientRect(): { left: number };
    };
  };
}

/** Whether the last character of a paragraph is left of the first one. */
async function endsLeft(page: Page, selector: string): Promise<boolean> {
  const [first = 0, last = 0] = await page.locator(selector).last().evaluate(
    ({ firstChild, ownerDocument }: Paragraph) =>
      [0, firstChild.data.length - 1].map((at) => {
        const range = ownerDocument.createRange();
        range.setStart(firstChild, at);
        range.setEnd(firstChild, at + 1);
        return range.getBoundingClientRect().left;
      }),
  );
  return last < first;
}

Deno.test("groupme export --html of 50,000 messages opens in Chromium offline, is searched, and asks for nothing", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const { simulator } = shell;
    const teo = simulator.addUser({ name: "Teo Marsh" });
    const group = simulator.addGroup({
      name: "Tide & Pool",
      members: [teo],
      history: { count: MESSAGES, everyMs: 1_800_000 },
    });
    simulator.inject(group, { userId: teo.id, text: "Meet at the Zanzibár" });
    simulator.inject(group, { userId: teo.id, text: HEBREW });
    assertEquals((await shell.run("mirror", dir)).code, 0);
    const pictured = `${dir}/pictured`;
    const small = await withPictures(pictured);
    const started = performance.now();
    const exporting = shell.start("export", dir, `${dir}/to`, "--html");
    assertEquals(await exporting.code, 0, exporting.err);
    console.log(
      `${MESSAGES} messages: ${(performance.now() - started).toFixed()} ms`,
    );
    await withChromium(async (browser) => {
      const context = await browser.newContext({ offline: true });
      const page = await context.newPage();
      const requests: string[] = [];
      const faults: string[] = [];
      page.on("request", (it) => {
        if (!it.url().startsWith("file:")) requests.push(it.url());
      });
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (it) => {
        if (it.type() === "error") faults.push(it.text());
      });
      await page.goto(pathToFileURL(`${dir}/to/index.html`).href);
      const search = page.getByRole("searchbox");
      const began = performance.now();
      await search.fill("zanzibar meet");
      await page.getByText("1 message", { exact: true }).waitFor();
      console.log(`first search: ${(performance.now() - began).toFixed()} ms`);
      const hit = page.getByRole("list", { name: "Messages found" })
        .getByRole("link");
      assertEquals(await hit.textContent(), "Teo Marsh in Tide & Pool");
      await hit.click();
      await page.waitForURL(/#m\d+$/);
      assert(await page.getByText("Meet at the Zanzibár").isVisible());
      assert(await endsLeft(page, `article p:text-is("${HEBREW}")`));
      assert(
        !await endsLeft(page, 'article p:text-is("Meet at the Zanzibár")'),
      );
      assertEquals(requests, []);
      assertEquals(faults, []);
      await page.goto(
        pathToFileURL(`${pictured}/to/${small}`).href,
      );
      const pictures = page.locator("img.avatar");
      await pictures.first().scrollIntoViewIfNeeded();
      await pictures.first().evaluate(
        (it: { decode?: () => Promise<void> }) => it.decode?.(),
      );
      assertEquals(faults, []);
      // For axe alone, as the pages let no other script run.
      const audited = await browser.newContext({ bypassCSP: true });
      const subject = await audited.newPage();
      const places = ["to/index.html", `pictured/to/${small}`];
      for (const place of places) {
        await subject.goto(pathToFileURL(`${dir}/${place}`).href);
        await subject.evaluate(axe.source);
        const { violations }: Audit = await subject.evaluate("axe.run()");
        const found = violations.map(({ id, nodes }) =>
          `${id}: ${nodes.slice(0, 2).map(({ html }) => html).join(" ")}`
        );
        assertEquals(found, [], place);
      }
      // Without scripts it is all there, but for the search.
      const plain = await browser.newContext({
        offline: true,
        javaScriptEnabled: false,
      });
      const bare = await plain.newPage();
      await bare.goto(pathToFileURL(`${dir}/to/index.html`).href);
      assert(!await bare.getByRole("searchbox").isVisible());
      await bare.locator("ul.months a").first().click();
      assert(await bare.locator("article").first().isVisible());
    });
  }));
