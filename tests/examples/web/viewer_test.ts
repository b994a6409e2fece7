import { assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { axe } from "../../support/axe.ts";
import { decoded, focusedPicture } from "./in_page.js";
import { open, said, type WebStage, withApp } from "./stage.ts";

/** Serves a group with three pictures, in two messages, and opens it. */
function withPictures(use: (stage: WebStage) => Promise<void>): Promise<void> {
  return withApp((simulator, origin) => {
    const picture = (hue: number) => ({
      type: "image",
      url: `${origin}/pictures/720x960.png.sea${hue}`,
    });
    const group = simulator.addGroup({ name: "Family", members: 1 });
    simulator.inject(group, {
      text: "two of them",
      attachments: [picture(10), picture(120)],
    });
    simulator.inject(group, { text: "another", attachments: [picture(240)] });
    simulator.inject(group, {
      text: "gone",
      attachments: [{
        type: "image",
        url: "https://127.0.0.1:1/720x960.png.x",
      }],
    });
  }, async (stage) => {
    await open(stage.page, /Family/);
    await said(stage.page, "gone").getByText("Picture not available").waitFor();
    await use(stage);
  });
}

const viewer = (page: Page) => page.getByRole("dialog", { name: "Pictures" });

/** Waits until the viewer is gone: one that closes is hidden before it tells. */
function gone(page: Page): Promise<void> {
  return page.locator(".viewer").waitFor({ state: "detached" });
}

/** Waits until a picture is drawn in the viewer, of a URL that ends so. */
async function shown(page: Page, name: string, end: string): Promise<void> {
  const image = viewer(page).getByRole("img", { name, exact: true });
  await image.and(page.locator(`[src$="${end}"]`)).waitFor();
  await image.evaluate(decoded);
}

function pictureIn(page: Page, text: string): Locator {
  return said(page, text).getByRole("link", { name: "Picture" }).first();
}

Deno.test("examples/web shows a picture large in the page, and the others by the arrows", async () => {
  await withPictures(async ({ page, context, problems }) => {
    await pictureIn(page, "two of them").click();
    await shown(page, "Picture 1 of 3", ".sea10");
    const { violations } = await axe(page);
    assertEquals(violations, []);
    await page.keyboard.press("ArrowRight");
    await shown(page, "Picture 2 of 3", ".sea120");
    await viewer(page).getByRole("button", { name: "Next picture" }).click();
    await shown(page, "Picture 3 of 3", ".sea240");
    // There is no other one, and the focus stays where it is.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await shown(page, "Picture 2 of 3", ".sea120");
    await page.keyboard.press("Escape");
    await gone(page);
    assertEquals(await page.evaluate(focusedPicture), 1);
    assertEquals(context.pages().length, 1);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web gives the focus back to a picture that was shown by the keyboard", async () => {
  await withPictures(async ({ page }) => {
    await pictureIn(page, "another").focus();
    await page.keyboard.press("Enter");
    await shown(page, "Picture 3 of 3", ".sea240");
    await viewer(page).getByRole("button", { name: "Close" }).click();
    await gone(page);
    assertEquals(await page.evaluate(focusedPicture), 2);
  });
});

Deno.test("examples/web opens a picture in a tab where that is asked for", async () => {
  await withPictures(async ({ page, context }) => {
    const opened = context.waitForEvent("page");
    await pictureIn(page, "another").click({ modifiers: ["Shift"] });
    await (await opened).close();
    assertEquals(await viewer(page).count(), 0);
  });
});
