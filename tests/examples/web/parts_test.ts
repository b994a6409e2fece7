import { assert, assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { isAtEnd } from "./in_page.js";
import { holdRequests, open, said, send, withApp } from "./stage.ts";

/** The parts that are loaded behind the first screen. */
const PARTS = ["conversation_view", "composer", "later"] as const;

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** Serves one group, whose messages are more than a screen. */
function withFamily(use: Parameters<typeof withApp>[1]): Promise<void> {
  return withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 60 });
  }, use);
}

/** Opens the group while the composer is not loaded. */
async function openWithoutComposer(
  page: Page,
): Promise<{ readonly release: () => void; readonly last: Locator }> {
  const release = await holdRequests(page, /\/composer-/);
  await page.reload();
  await open(page, /Family/);
  await page.waitForFunction(isAtEnd);
  const last = said(page, /./).last();
  await last.waitFor();
  assertEquals(await field(page).count(), 0);
  return { release, last };
}

Deno.test("examples/web moves nothing when the composer comes", async () => {
  await withFamily(async ({ page }) => {
    const { release, last } = await openWithoutComposer(page);
    const placeOf = (it: Locator) => it.boundingBox();
    const before = await placeOf(last);
    assert(before);
    release();
    await field(page).waitFor();
    assertEquals(await placeOf(last), before);
  });
});

Deno.test("examples/web keeps what is asked of the composer until it is loaded", async () => {
  await withFamily(async ({ page }) => {
    const { release, last } = await openWithoutComposer(page);
    await last.hover();
    await last.getByRole("button", { name: "Reply" }).click();
    release();
    await page.getByText(/^Reply to /).waitFor();
    await send(page, "an answer");
    await said(page, "an answer").locator(".quote").waitFor();
  });
});

Deno.test("examples/web loads a part that could not be loaded at first", async (t) => {
  for (const part of PARTS) {
    await t.step(part, async () => {
      await withFamily(async ({ page }) => {
        const address = new RegExp(`/${part}-`);
        await page.route(address, (route) => route.abort());
        const failed = page.waitForEvent("requestfailed", {
          predicate: (request) => address.test(request.url()),
        });
        await page.reload();
        await page.getByRole("link", { name: /Family/ }).click();
        await failed;
        await page.unroute(address);
        await send(page, "there");
        await said(page, "there").waitFor();
        // The emoji come with what is loaded last.
        await page.getByRole("button", { name: "Emoji", disabled: false })
          .click();
        await page.getByRole("menu", { name: "Emoji" }).waitFor();
      });
    });
  }
});

Deno.test("examples/web loads its parts before they are asked for, so that they work offline", async () => {
  await withFamily(async ({ page, context }) => {
    const loading = PARTS.map((it) =>
      page.waitForResponse((response) => response.url().includes(`/${it}-`))
    );
    await page.reload();
    for (const it of await Promise.all(loading)) await it.finished();
    await context.setOffline(true);
    await open(page, /Family/);
    await send(page, "from the train");
    await said(page, "from the train").getByText("Waiting").waitFor();
    await page.getByRole("button", { name: "Emoji" }).click();
    await page.getByRole("menu", { name: "Emoji" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Demo" }).click();
    await page.getByRole("dialog", { name: "Account" }).waitFor();
  });
});
