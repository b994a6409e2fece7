import { assert, assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import type { Page, Route } from "playwright-core";
import { prepareBundler } from "../../../_tools/bundler.ts";
import { run } from "../../../_tools/deno.ts";
import { type Files, withPage } from "../../support/page.ts";

/** The page as its README has it made. */
async function makePage(): Promise<Files> {
  await prepareBundler();
  const dir = await Deno.makeTempDir();
  try {
    const page = "examples/browser/index.html";
    const args = ["bundle", "--quiet", "--platform=browser", "--outdir", dir];
    const { ok, text } = await run([...args, page], 60_000);
    assert(ok, text);
    const files: [string, string][] = [];
    for await (const { name } of Deno.readDir(dir)) {
      const path = name === "index.html" ? "/" : `/${name}`;
      files.push([path, await Deno.readTextFile(`${dir}/${name}`)]);
    }
    return Object.fromEntries(files);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Answers what a page asks of GroupMe. */
async function answer(simulator: GroupMeSimulator, route: Route) {
  const request = route.request();
  const init = {
    method: request.method(),
    headers: await request.allHeaders(),
  };
  const response = await simulator.fetch(request.url(), init);
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });
}

/** All that the back and forward buttons lead to. */
async function addresses(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  return entries.map(({ url }) => url);
}

const signedOut = "#enter:not([hidden])";

Deno.test("examples/browser/ signs in, and shows a group live, in Chromium", async (t) => {
  const simulator = new GroupMeSimulator();
  const { token } = simulator;
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({
    // As somebody would who wants a script to run.
    name: "<b>Family</b>",
    members: [ada],
    history: { count: 3, text: (i) => `tide ${i}` },
  });
  await withPage(await makePage(), async ({ page }) => {
    const home = page.url();
    const back = `${home}?access_token=${token}`;
    const asked: { url: string; referer: string | undefined }[] = [];
    page.on("request", (request) => {
      const { referer } = request.headers();
      asked.push({ url: request.url(), referer });
    });
    await page.route(
      "https://oauth.groupme.com/**",
      (route) => route.fulfill({ status: 302, headers: { location: back } }),
    );
    await page.route(
      "https://api.groupme.com/**",
      (route) => answer(simulator, route),
    );

    await t.step("a token that nobody asked for is dropped", async () => {
      await page.goto(back);
      await page.waitForSelector(signedOut);
      assertEquals(page.url(), home);
      assertEquals(simulator.requests, []);
    });

    await t.step("the token is in no address after a sign-in", async () => {
      await page.click("#enter");
      await page.click("#groups button");
      assertEquals(page.url(), home);
      const seen = await addresses(page);
      assertEquals(seen.filter((url) => url.includes(token)), []);
      assertEquals(asked.filter(({ referer }) => referer !== undefined), []);
      const told = asked.map(({ url }) => url)
        .filter((url) => url.includes(token) && url !== back);
      for (const url of told) {
        assertMatch(url, /^https:\/\/api\.groupme\.com\//);
      }
    });

    await t.step(
      "the group is shown, and what is said from then on",
      async () => {
        const lines = page.locator("#messages li");
        await lines.nth(2).waitFor();
        simulator.inject(group, { text: "<i>hello</i>", userId: ada.id });
        await lines.nth(3).waitFor();
        assertEquals(await page.textContent("#name"), "<b>Family</b>");
        assertEquals(
          (await lines.allTextContents()).map((line) => line.split(": ")[1]),
          ["tide 0", "tide 1", "tide 2", "<i>hello</i>"],
        );
        const ways = new Set(simulator.requests.map(({ auth }) => auth));
        assertEquals([...ways], ["query"]);
      },
    );

    await t.step(
      "a reload keeps the token, and a refusal ends it",
      async () => {
        await page.reload();
        await page.waitForSelector("#groups button");
        simulator.revokeToken(token);
        await page.click("#groups button");
        await page.locator("#failure", { hasText: "401" }).waitFor();
        await page.reload();
        await page.waitForSelector(signedOut);
        const kept = await page.evaluate(
          "[sessionStorage.length, localStorage.length, document.cookie]",
        );
        assertEquals(kept, [0, 0, ""]);
      },
    );
  });
});
