import { assert, assertEquals } from "@std/assert";
import type { Locator, Page } from "playwright-core";
import { axe } from "../../support/axe.ts";
import { dropPicture, focusedName, outlineOf, scrollTo } from "./in_page.js";
import { open, said, VIEWS, withApp } from "./stage.ts";
import { fillWorld } from "../../../examples/web/server/world.ts";

/** Saves a picture of the page where `SCREENSHOTS` names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const dir = Deno.env.get("SCREENSHOTS");
  if (dir) await page.screenshot({ path: `${dir}/web-${name}.png` });
}

Deno.test("examples/web has no axe violation in light, dark and phone width", async (t) => {
  await withApp(
    (simulator, origin) => void fillWorld(simulator, origin),
    async ({ page, problems }) => {
      for (const { name, colorScheme, width } of VIEWS) {
        await t.step(name, async () => {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          await page.goto(page.url().replace(/#.*/, "#"));
          await page.getByRole("searchbox", { name: "Search conversations" })
            .waitFor();
          await shoot(page, `${name}-list`);
          const list = await axe(page);
          assertEquals(list.violations, []);
          await open(page, /Tide Pool Crew/);
          await said(page, "is not a crab").waitFor();
          await shoot(page, `${name}-messages`);
          const messages = await axe(page);
          assertEquals(messages.violations, []);
          // Contrast was really measured, node by node.
          assert(messages.contrasts > 20, `${messages.contrasts} nodes`);
          await page.getByRole("button", { name: "Statistics" }).click();
          await page.getByText(/^All [\d,]+ messages$/).waitFor();
          await shoot(page, `${name}-statistics`);
          assertEquals((await axe(page)).violations, []);
          await page.getByRole("button", { name: "Statistics" }).click();
        });
      }
      assertEquals(problems, []);
    },
  );
});

Deno.test("examples/web is worked by keyboard alone", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 5 });
    simulator.addGroup({ name: "Choir", members: 1, history: 5 });
  }, async ({ page }) => {
    const focused = (): Promise<string> => page.evaluate(focusedName);
    const tabTo = async (wanted: RegExp) => {
      for (let i = 0; i < 60; i++) {
        if (wanted.test(await focused())) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab never reaches ${wanted}`);
    };
    await page.getByRole("link", { name: /Family/ }).waitFor();
    await tabTo(/Search conversations/);
    await page.keyboard.type("fam");
    await page.getByRole("link", { name: /Choir/ }).waitFor({
      state: "detached",
    });
    await tabTo(/Family/);
    await page.keyboard.press("Enter");
    await said(page, /./).first().waitFor();
    await tabTo(/^React$/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /❤️ 1, by you|❤️ \d/ }).first()
      .waitFor();
    await tabTo(/^Message$/);
    await page.keyboard.type("typed");
    await page.keyboard.press("Enter");
    await said(page, "typed").waitFor();
  });
});

Deno.test("examples/web leads from message to message by arrows, and past them all by Tab", async () => {
  await withApp((simulator) => {
    const group = simulator.addGroup({ name: "Family", members: 1 });
    for (let i = 1; i <= 40; i++) {
      simulator.inject(group, {
        userId: simulator.me.id,
        text: `number ${i}.`,
      });
    }
  }, async ({ page }) => {
    await open(page, /Family/);
    const { keyboard } = page;
    const log = page.getByRole("log", { name: "Messages" });
    const field = page.getByRole("textbox", { name: "Message" });
    const focused = page.locator(".log .message:focus");
    const steps = async (name: string) => {
      for (let i = 1; i < 60; i++) {
        await keyboard.press("Tab");
        if (await page.evaluate(focusedName) === name) return i;
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await said(page, "number 40.").waitFor();
    await log.focus();
    // What can be done with the newest, and the tools beside the field.
    const past = await steps("Message");
    assert(past <= 10, `${past} steps`);
    await log.focus();
    await keyboard.press("ArrowUp");
    await focused.filter({ hasText: "number 40." }).waitFor();
    for (let i = 0; i < 3; i++) await keyboard.press("ArrowUp");
    await focused.filter({ hasText: "number 37." }).waitFor();
    assertEquals(await focused.evaluate(outlineOf), "solid");
    assertEquals(await steps("React"), 1);
    await keyboard.press("ArrowDown");
    await focused.filter({ hasText: "number 38." }).waitFor();
    // A menu keeps its arrows.
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await page.getByRole("menu", { name: "Reactions" }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await said(page, "number 38.").getByRole("button", { name: /by you/ })
      .waitFor();
    assertEquals(await steps("Reply"), 1);
    await keyboard.press("Enter");
    assertEquals(await page.evaluate(focusedName), "Message");
    await page.locator(".context").filter({ hasText: "number 38." }).waitFor();
    // What one sends is the newest, and yet whoever comes back is where they were.
    await field.press("Escape");
    await field.fill("typed");
    await field.press("Enter");
    await said(page, "typed").waitFor();
    await log.focus();
    await keyboard.press("ArrowUp");
    await focused.filter({ hasText: "number 38." }).waitFor();
  });
});

Deno.test("examples/web keeps the focus where one works when a button goes", async () => {
  await withApp((simulator) => {
    const group = simulator.addGroup({
      name: "Family",
      members: 1,
      history: 80,
    });
    simulator.inject(group, {
      userId: simulator.me.id,
      text: "a word of my own",
    });
  }, async ({ page }) => {
    await open(page, /Family/);
    const message = said(page, "a word of my own");
    const log = page.getByRole("log", { name: "Messages" });
    const field = page.getByRole("textbox", { name: "Message" });
    const button = (name: string) => page.getByRole("button", { name });
    await message.waitFor();
    for (const key of ["Enter", "Escape"]) {
      await message.getByRole("button", { name: "Delete" }).press("Enter");
      if (key === "Enter") await page.keyboard.press("Tab");
      await page.keyboard.press(key);
      await page.locator(".message:focus").filter({
        hasText: "a word of my own",
      })
        .waitFor();
    }
    await message.getByRole("button", { name: "Reply" }).press("Enter");
    await button("Cancel reply").press("Enter");
    await expectFocus(field);
    await field.evaluate(dropPicture, "paste");
    await button("Remove picture 1").press("Enter");
    await expectFocus(field);
    await log.evaluate(scrollTo, 0);
    await button("New messages").press("Enter");
    await expectFocus(log);
  });
});

/** Waits until something has the focus. */
async function expectFocus(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(":focus")).waitFor();
}
