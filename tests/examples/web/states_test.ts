import { assert, assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import type { Page } from "playwright-core";
import { axe } from "../../support/axe.ts";
import { open, said, send, VIEWS, withApp } from "./stage.ts";

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** Audits what is shown now. */
async function audit(page: Page, name: string): Promise<void> {
  const { violations, contrasts } = await axe(page);
  assertEquals(violations, [], name);
  // Contrast was really measured, node by node.
  assert(contrasts > 3, `${name}: ${contrasts} nodes`);
}

Deno.test("examples/web has no axe violation in its menus, dialogs, failures and cards", async (t) => {
  await withApp((simulator, origin) => {
    const ada = simulator.addUser({ name: "Ada" });
    const group = simulator.addGroup({ name: "Family", members: [ada] });
    const from = { userId: ada.id };
    simulator.inject(group, { ...from, text: "Low tide at six" });
    simulator.inject(group, {
      ...from,
      text: "This is how it looked",
      attachments: [
        { type: "image", url: "https://127.0.0.1:1/600x400.png.x" },
        {
          type: "video",
          url: "https://127.0.0.1:1/tide.mp4",
          preview_url: `${origin}/pictures/640x360.png.sea120`,
        },
        { type: "file", file_id: "0-0-0" },
        { type: "location", name: "Slipway", lat: "53", lng: "-9" },
      ],
    });
    simulator.inject(group, {
      isSystem: true,
      text: "Poll 'Which pier?' has ended",
      event: {
        type: "poll.finished",
        data: {
          poll: { id: "1", subject: "Which pier?" },
          options: [{ id: "1", title: "Four", votes: 2 }],
        },
      },
    });
    for (const settings of [{}, { multiple: true }, { anonymous: true }]) {
      const subject = `Who brings what, ${JSON.stringify(settings)}?`;
      const options = ["The net", "The flask"];
      const poll = group.addPoll({ subject, options, ...settings });
      poll.vote(ada, "1");
      poll.vote(simulator.me, "1");
    }
    const startAt = new Date(Date.now() + 30 * 3_600_000);
    const event = group.addEvent({
      creator: ada,
      name: "Night count",
      startAt,
    });
    event.rsvp(simulator.me, false);
    simulator.addGroup({ name: "Nobody here" });
  }, async ({ page, simulator, problems }) => {
    for (const { name, colorScheme, width } of VIEWS) {
      await t.step(name, async () => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(page.url().replace(/#.*/, "#"));

        const search = page.getByRole("searchbox");
        await search.fill("no such name");
        await page.getByText("No conversation has that name").waitFor();
        await audit(page, "nothing found");
        await search.fill("");

        await page.getByRole("button", { name: "Demo" }).click();
        await page.getByRole("dialog", { name: "Account" }).waitFor();
        await audit(page, "account");
        await page.getByRole("button", { name: "Close" }).click();

        await open(page, /Nobody here/);
        await page.getByText("Nobody has written here yet").waitFor();
        await audit(page, "no messages");

        await page.goto(page.url().replace(/#.*/, "#"));
        await open(page, /Family/);
        await page.getByText("Picture not available").waitFor();
        await page.getByText("It is not there any more").waitFor();
        const chosen = page.getByRole("button", { pressed: true });
        await chosen.filter({ hasText: "Not going" }).waitFor();
        await chosen.filter({ hasText: "The net" }).nth(1).waitFor();
        // All of it, as what is out of sight is not audited for its contrast.
        await page.setViewportSize({ width, height: 3_000 });
        for (const it of await page.locator(".who summary").all()) {
          await it.click();
        }
        const refusal = simulator.fault({
          status: 400,
          match: { method: "POST", path: /\/(poll|events)\// },
        });
        await page.getByRole("button", { name: /^The flask/ }).first().click();
        await page.getByRole("button", { name: "Going", exact: true }).click();
        await page.getByText("Your vote was not taken").waitFor();
        await page.getByText("Your answer was not taken").waitFor();
        await audit(page, "cards");
        refusal.remove();
        await page.setViewportSize({ width, height: 800 });

        const row = said(page, "Low tide at six").first();
        await row.getByText("Low tide").click();
        await row.getByRole("button", { name: "React" }).click();
        await page.getByRole("menu", { name: "Reactions" }).waitFor();
        await audit(page, "reactions");
        await page.keyboard.press("Escape");

        await page.getByRole("button", { name: "Emoji" }).click();
        await page.getByRole("menu", { name: "Emoji" }).waitFor();
        await audit(page, "emoji");
        await page.keyboard.press("Escape");

        await row.getByText("Low tide").click();
        await row.getByRole("button", { name: "Reply" }).click();
        await field(page).pressSequentially("@A");
        await page.getByRole("option", { name: "Ada" }).waitFor();
        await audit(page, "a reply to somebody who is named");
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");

        const fault = simulator.fault({
          status: 400,
          match: { method: "POST", path: /\/messages/ },
        });
        await field(page).fill("");
        await send(page, "refused");
        const refused = said(page, "refused").last();
        await refused.getByText("Not sent").waitFor();
        await audit(page, "not sent");
        fault.remove();
        await refused.getByRole("button", { name: "Discard" }).click();
        await field(page).fill("");
      });
    }
    assertEquals(problems, []);
  });
});

Deno.test("examples/web has no axe violation without a network, nor signed out", async (t) => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = simulator.addGroup({ name: "Family", members: 1, history: 9 });
  }, async ({ page, context, simulator, problems }) => {
    await open(page, /Family/);
    await said(page, /./).first().waitFor();
    const inEachView = async (state: string) => {
      for (const { name, colorScheme, width } of VIEWS) {
        await t.step(`${state}, ${name}`, async () => {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 800 });
          await audit(page, state);
        });
      }
    };
    await context.setOffline(true);
    await send(page, "from the boat");
    await said(page, "from the boat").getByText(/Waiting|Sending/).waitFor();
    await page.getByRole("status").filter({ hasText: "Offline" }).waitFor();
    await inEachView("offline");
    await context.setOffline(false);
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    simulator.revokeToken(simulator.token);
    await send(page, "too late");
    const alert = page.getByRole("alert").filter({ hasText: "signed out" });
    await alert.waitFor();
    await inEachView("signed out");
    // The way back is there at phone width too.
    await alert.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("textbox", { name: /Access token/ }).waitFor();
    await audit(page, "signing in");
    assertEquals(problems, []);
    assert(group);
  });
});
