import { assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import { axe } from "../../support/axe.ts";
import {
  isAtEnd,
  isTitled,
  noteStatuses,
  overflow,
  scrollTo,
  statuses,
} from "./in_page.js";
import { open, said, send, withApp, withFamily } from "./stage.ts";

Deno.test("examples/web never says Offline while it opens", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page }) => {
    await page.addInitScript(noteStatuses);
    await page.reload();
    await open(page, /Family/);
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const said: string[] = await page.evaluate(statuses);
    // First of the list, then of the conversation.
    assertEquals([...new Set(said)], ["Catching up", "Live"]);
  });
});

Deno.test("examples/web says that messages are loading, and so does a network that is away", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page }) => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => goOn = resolve);
    await page.route(/\/groups\/\d+\/messages/, async (route) => {
      await held;
      await route.abort();
    });
    await page.getByRole("link", { name: /Family/ }).click();
    await page.getByText("Loading messages…").waitFor();
    goOn();
    await page.getByText("The messages come once GroupMe can be reached")
      .waitFor();
    await page.unrouteAll({ behavior: "wait" });
    await said(page, /./).first().waitFor();
  });
});

Deno.test("examples/web counts below what has come since the end was seen", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = simulator.addGroup({ name: "Family", members: 2, history: 80 });
  }, async ({ page, simulator }) => {
    await open(page, /Family/);
    await said(page, /./).first().waitFor();
    await page.waitForFunction(isAtEnd);
    await page.getByRole("log").evaluate(scrollTo, 900);
    const pill = page.getByRole("button", { name: "New messages" });
    await pill.waitFor();
    assertEquals(await pill.getByText(/\d/).count(), 0);
    await pill.hover();
    assertEquals((await axe(page)).violations, []);
    for (const text of ["one", "two"]) simulator.inject(group!, { text });
    await pill.getByText("2 ↓").waitFor();
    await pill.click();
    await page.waitForFunction(isAtEnd);
    await pill.waitFor({ state: "detached" });
  });
});

Deno.test("examples/web asks before it deletes a message", async () => {
  await withFamily(async ({ page }) => {
    await send(page, "low tide at six");
    const row = said(page, "low tide at six");
    await row.hover();
    await row.getByRole("button", { name: "Delete" }).click();
    await row.getByRole("button", { name: "Keep" }).click();
    await row.getByRole("button", { name: "Delete" }).click();
    await page.keyboard.press("Escape");
    await row.getByRole("button", { name: "Reply" }).waitFor();
    await row.getByRole("button", { name: "Delete" }).click();
    // It has the focus, so that Enter is enough.
    await page.keyboard.press("Enter");
    await said(page, "This message was deleted").waitFor();
  });
});

Deno.test("examples/web has a topic's name in its title, also after a reload, and what is unread", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = simulator.addGroup({ name: "Crew", members: 1, history: 3 });
    group.addTopic({ name: "Gear", history: 3 });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 }).setUnread(2);
  }, async ({ page }) => {
    await open(page, /Crew/);
    await page.getByRole("link", { name: "Gear", exact: true })
      .click();
    const heading = page.getByRole("heading", { name: "Gear" });
    await heading.waitFor();
    await page.reload();
    await heading.waitFor();
    await page.locator("[aria-current=page]").filter({
      hasText: "Gear",
      visible: true,
    })
      .waitFor();
    await page.waitForFunction(isTitled, "(2) Gear · GroupMe");
  });
});

Deno.test("examples/web goes to a day at phone width too", async () => {
  await withFamily(async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ["Go to a day", "Statistics"]) {
      await page.getByRole("button", { name }).waitFor();
    }
  });
});

Deno.test("examples/web leads to the topics of a group at phone width", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Crew", members: 1, history: 3 })
      .addTopic({ name: "Gear", history: 3 });
  }, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, /Crew/);
    const topics = page.getByRole("list", { name: "Topics" });
    await topics.getByRole("link", { name: "Gear" }).click();
    await page.getByRole("heading", { name: "Gear" }).waitFor();
    assertEquals(await page.evaluate(overflow), 0);
    assertEquals((await axe(page)).violations, []);
    await topics.getByRole("link", { name: "Crew" }).click();
    await page.getByRole("heading", { name: "Crew" }).waitFor();
  });
});
