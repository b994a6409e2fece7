import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import type { Locator, Page } from "playwright-core";
import { firstValueFrom, timeout } from "rxjs";
import { shareFile } from "../../../examples/web/server/shared_file.ts";
import { focusedName, isAtEnd, standsBeside } from "./in_page.js";
import { open, said, send, withApp } from "./stage.ts";

/** Where something is on the screen. */
async function boxOf(it: Locator) {
  const box = await it.boundingBox();
  assert(box);
  return box;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });

Deno.test("examples/web shows a conversation as read once its end is seen", async () => {
  await withApp((simulator) => {
    const group = simulator.addGroup({
      name: "Family",
      members: 1,
      history: 9,
    });
    group.setUnread(4);
    simulator.addGroup({ name: "Choir", members: 1, history: 9 });
  }, async ({ page }) => {
    const link = page.getByRole("link", { name: /Family/ });
    const badge = link.getByLabel("4 unread messages");
    await badge.waitFor();
    await open(page, /Family/);
    await badge.waitFor({ state: "detached" });
    await open(page, /Choir/);
    await said(page, /./).first().waitFor();
    assertEquals(await badge.count(), 0);
  });
});

Deno.test("examples/web shows the beginning of a short conversation unasked", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 2 });
  }, async ({ page }) => {
    await open(page, /Family/);
    await page.getByText("This is the beginning of the conversation").waitFor();
  });
});

Deno.test("examples/web keeps the newest message in sight while the composer grows", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 60 });
  }, async ({ page, simulator }) => {
    await open(page, /Family/);
    await said(page, /./).first().waitFor();
    await page.waitForFunction(isAtEnd);
    await field(page).fill("one\ntwo\nthree\nfour\nfive\nsix");
    await page.waitForFunction(isAtEnd);
    const last = page.getByRole("log").getByRole("article").last();
    const composer = await boxOf(field(page));
    const { y, height } = await boxOf(last);
    assert(y + height <= composer.y, `${y + height}, ${composer.y}`);
    // Also while what failed is explained below it.
    const fault = simulator.fault({
      status: 400,
      match: { method: "POST", path: /\/messages/ },
    });
    await field(page).fill("");
    await send(page, "no");
    const row = said(page, /^no/).last();
    await row.getByText("GroupMe refuses it").waitFor();
    await page.waitForFunction(isAtEnd);
    assertEquals(await row.getByText(/v3|POST|\/groups/).count(), 0);
    fault.remove();
    await row.getByRole("button", { name: "Retry" }).click();
    await row.getByText("Not sent").waitFor({ state: "detached" });
  });
});

Deno.test("examples/web opens its menus within the window, and leads through them by arrows", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page }) => {
    await open(page, /Family/);
    for (const width of [1180, 390]) {
      await page.setViewportSize({ width, height: 640 });
      await page.getByRole("button", { name: "Emoji" }).click();
      const menu = page.getByRole("menu", { name: "Emoji" });
      await menu.waitFor();
      const { x, y, width: wide, height } = await boxOf(menu);
      assert(x >= 0 && x + wide <= width, `${x} + ${wide}`);
      assert(y >= 0 && y + height <= 640, `${y} + ${height}`);
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "detached" });
      assertEquals(await page.evaluate(focusedName), "Emoji");
    }
    await page.getByRole("button", { name: "Emoji" }).press("Enter");
    const items = page.getByRole("menuitem");
    const name = (i: number) => items.nth(i).getAttribute("aria-label");
    const focused = () => page.evaluate(focusedName);
    assertEquals(await focused(), await name(0));
    await page.keyboard.press("ArrowRight");
    assertEquals(await focused(), await name(1));
    await page.keyboard.press("ArrowDown");
    assertEquals(await focused(), await name(9));
    await page.keyboard.press("ArrowUp");
    assertEquals(await focused(), await name(1));
    await page.keyboard.press("End");
    assertEquals(await focused(), await name(await items.count() - 1));
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await items.first().waitFor({ state: "detached" });
    assertEquals(await field(page).inputValue(), "😀");
  });
});

Deno.test("examples/web lets one reply, edit and delete at phone width", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page, problems }) => {
    await page.setViewportSize({ width: 390, height: 760 });
    await open(page, /Family/);
    await send(page, "low tide at sx");
    const row = said(page, "low tide at sx");
    await row.getByText("low tide").click();
    for (const name of ["React", "Reply", "Edit", "Delete"]) {
      const { x, width } = await boxOf(row.getByRole("button", { name }));
      assert(x >= 0 && x + width <= 390, `${name}: ${x} + ${width}`);
    }
    await row.getByRole("button", { name: "Edit" }).click();
    assertEquals(await field(page).inputValue(), "low tide at sx");
    await page.getByRole("button", { name: "Cancel edit" }).click();
    await row.getByText("low tide").click();
    await row.getByRole("button", { name: "Delete" }).click();
    for (const name of ["Delete for everybody", "Keep"]) {
      const { x, width } = await boxOf(row.getByRole("button", { name }));
      assert(x >= 0 && x + width <= 390, `${name}: ${x} + ${width}`);
    }
    await row.getByRole("button", { name: "Delete for everybody" }).click();
    await said(page, "This message was deleted").waitFor();
    assertEquals(problems, []);
  });
});

Deno.test("examples/web lays out what is wide, and what is written from right to left", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator, origin) => {
    const picture = (hue: number) => ({
      type: "image",
      url: `${origin}/pictures/720x960.png.sea${hue}`,
    });
    group = simulator.addGroup({ name: "מועדון הים", members: 1 });
    simulator.inject(group, {
      text: "pictures",
      attachments: [picture(1), picture(2), picture(3)],
    });
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page, simulator }) => {
    // Names stand where names stand, whatever they are written in.
    const names = page.getByRole("navigation").locator("bdi");
    const left = (name: string) =>
      boxOf(names.filter({ hasText: name }).first()).then(({ x }) => x);
    await page.getByRole("link", { name: /Family/ }).waitFor();
    assertAlmostEquals(await left("מועדון"), await left("Family"), 1);
    await open(page, /מועדון/);
    const [first, second, third] = await Promise.all(
      [0, 1, 2].map((i) =>
        boxOf(said(page, "pictures").getByRole("img").nth(i))
      ),
    );
    assert(first && second && third);
    assertAlmostEquals(first.y, second.y, 1);
    assert(second.x > first.x && third.y > first.y);
    assertAlmostEquals(first.width, first.height, 1);
    await page.setViewportSize({ width: 390, height: 760 });
    await firstValueFrom(
      shareFile(simulator, group!, simulator.me, {
        name: "night-count-of-the-whole-year-2026-with-a-long-name.csv",
        content: "x",
        text: "counted",
      }).pipe(timeout(30_000)),
    );
    const button = said(page, "counted").getByRole("button", {
      name: /^Download/,
    });
    // A card's sign stands beside its words.
    simulator.inject(group!, {
      isSystem: true,
      text: "a poll",
      event: { type: "poll.created", data: { poll: { subject: "Pier?" } } },
    });
    // A state to wait for: the card is made anew once what shows polls is there.
    await page.waitForFunction(standsBeside, { sign: "📊", words: "Pier?" });
    const { width, height } = await boxOf(button);
    assert(width > height, `${width} x ${height}`);
  });
});
