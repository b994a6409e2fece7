import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { axe } from "../../support/axe.ts";
import { focusedName } from "./in_page.js";
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
