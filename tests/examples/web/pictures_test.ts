import { assert, assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import type { BrowserContext, Locator, Page } from "playwright-core";
import {
  countKept,
  denyDatabases,
  dropPicture,
  dropPictures,
  isAllSent,
  keptNames,
} from "./in_page.js";
import {
  asGroupMe,
  losePosts,
  open,
  said,
  signIn,
  withApp,
  withFamily,
} from "./stage.ts";

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const waiting = (page: Page) =>
  page.getByRole("list", { name: "Pictures to send" });
const drop = (page: Page, type = "drop") =>
  field(page).evaluate(dropPicture, type);
const sendButton = (page: Page) =>
  page.getByRole("button", { name: "Send", exact: true });
const sent = (page: Page) => page.locator("article.own").getByRole("img");

/** Waits until nothing uploads, and so many pictures are ready. */
async function ready(page: Page, count: number): Promise<void> {
  await waiting(page).locator("li.ready").nth(count - 1).waitFor();
  assertEquals(await pictures(page).count(), count);
}

function pictures(page: Page): Locator {
  return waiting(page).getByRole("img");
}

/** Waits until so many pictures are kept. */
async function keptSoon(page: Page, count: number): Promise<void> {
  const end = Date.now() + 30_000;
  while (await page.evaluate(countKept, "pictures") !== count) {
    assert(Date.now() < end, `not ${count} pictures are kept`);
  }
}

/** Lets no upload be answered, until `context.unroute(/\/pictures/)`. */
async function holdUploads(context: BrowserContext): Promise<void> {
  await context.route(/\/pictures$/, () => {});
}

/** The pictures of each message that one has sent. */
function picturesSent(group: SimulatedGroup): readonly number[] {
  return Array.from({ length: group.size }, (_, i) => group.messageAt(i))
    .map((it) => JSON.stringify(it).match(/"type":"image"/g)?.length ?? 0)
    .filter((count) => count > 0);
}

Deno.test("examples/web keeps pictures that are not sent through a reload and in each conversation, until they are sent", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
  }, async ({ page, simulator, problems }) => {
    await open(page, /Family/);
    await drop(page, "paste");
    await drop(page);
    await ready(page, 2);
    await field(page).fill("by the sea");
    await open(page, /Choir/);
    assertEquals(await waiting(page).count(), 0);
    await drop(page);
    await ready(page, 1);
    await keptSoon(page, 3);

    const uploads = simulator.requests.length;
    await page.reload();
    await ready(page, 1);
    await open(page, /Family/);
    await ready(page, 2);
    assertEquals(await field(page).inputValue(), "by the sea");
    // None is uploaded a second time.
    assertEquals(
      simulator.requests.slice(uploads).filter(({ path }) =>
        path.endsWith("/pictures")
      ),
      [],
    );
    await waiting(page).getByRole("button", { name: /^Remove/ }).first()
      .click();
    await sendButton(page).click();
    await waiting(page).waitFor({ state: "detached" });
    await page.waitForFunction(isAllSent);
    assertEquals(await sent(page).count(), 1);
    await keptSoon(page, 1);
    await page.reload();
    await said(page, "by the sea").waitFor();
    assertEquals(await waiting(page).count(), 0);
    await open(page, /Choir/);
    await ready(page, 1);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web has a picture that uploads while the page is reloaded, and sends it once", async () => {
  await withFamily(async ({ page, context, group, problems }) => {
    await holdUploads(context);
    await drop(page);
    await waiting(page).getByText("Uploading").waitFor();
    await field(page).fill("low tide");
    assertEquals(await sendButton(page).isDisabled(), true);
    await keptSoon(page, 1);
    await page.reload();
    await waiting(page).getByText("Uploading").waitFor();
    await context.unroute(/\/pictures$/);
    await page.reload();
    await ready(page, 1);
    await sendButton(page).click();
    // What is on its way has its picture, whenever the page is left.
    await page.reload();
    await said(page, "low tide").getByRole("img").waitFor();
    await page.waitForFunction(isAllSent);
    assertEquals(picturesSent(group), [1]);
    assertEquals(await waiting(page).count(), 0);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web says so where a picture cannot be kept, and sends it all the same", async (t) => {
  await t.step("denied", async () => {
    await withFamily(async ({ page, context, group }) => {
      await context.addInitScript(denyDatabases);
      await page.reload();
      await drop(page);
      await ready(page, 1);
      await page.getByText(/A reload loses 1 picture: this browser keeps none/)
        .waitFor();
      await page.reload();
      await waiting(page).getByText("Choose it again").waitFor();
      await waiting(page).getByRole("button", { name: /^Remove/ }).click();
      await drop(page);
      await ready(page, 1);
      await sendButton(page).click();
      await page.waitForFunction(isAllSent);
      assertEquals(picturesSent(group), [1]);
    });
  });

  await t.step("full", async () => {
    await withFamily(async ({ page, context, group, origin, problems }) => {
      const cdp = await context.newCDPSession(page);
      await cdp.send("Storage.overrideQuotaForOrigin", {
        origin,
        quotaSize: 100_000,
      });
      await field(page).evaluate(dropPictures, { count: 1, bytes: 1_000_000 });
      await page.getByText(/A reload loses 1 picture: .* is full/).waitFor();
      await ready(page, 1);
      await sendButton(page).click();
      await page.waitForFunction(isAllSent);
      assertEquals(picturesSent(group), [1]);
      assertEquals(problems, []);
    });
  });

  await t.step("more than are kept", async () => {
    await withFamily(async ({ page, context }) => {
      await holdUploads(context);
      await field(page).evaluate(dropPictures, { count: 31, bytes: 10 });
      await page.getByText(/A reload loses 1 picture: .* 30 pictures, 50 MB/)
        .waitFor();
      await keptSoon(page, 30);
      await field(page).evaluate(dropPictures, { count: 1, bytes: 10 });
      await page.getByText(/A reload loses 2 pictures/).waitFor();
    });
    await withFamily(async ({ page, context }) => {
      await holdUploads(context);
      await field(page).evaluate(dropPictures, { count: 3, bytes: 20_000_000 });
      await page.getByText(/A reload loses 1 picture: .* 30 pictures, 50 MB/)
        .waitFor();
      await keptSoon(page, 2);
    });
  });
});

Deno.test("examples/web keeps pictures for their account alone, and none of who signs out", async () => {
  const token = "a".repeat(40);
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async (stage) => {
    const { page, simulator, problems } = stage;
    await asGroupMe(stage, () => true);
    await stage.context.route(/\/pictures$/, (route) =>
      route.fulfill({
        headers: { "access-control-allow-origin": "*" },
        json: { payload: { url: "https://i.groupme.com/1x1.png.abc" } },
      }));
    await signIn(page, "Demo", token);
    await open(page, /Family/);
    await drop(page);
    await ready(page, 1);
    await keptSoon(page, 1);
    await page.getByRole("button", { name: "Account", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("alert")
      .filter({ hasText: "Signing out removes 1 draft." }).waitFor();
    await page.getByRole("button", { name: "Sign out and remove" }).click();
    await page.getByRole("button", { name: "Demo" }).waitFor();
    const names: string[] = await page.evaluate(keptNames);
    assertEquals(
      names.filter((it) => it.includes(simulator.me.id)),
      [],
    );
    await open(page, /Family/);
    assertEquals(await waiting(page).count(), 0);
    assertEquals(problems, []);
    await stage.context.unrouteAll({ behavior: "wait" });
  });
});

Deno.test("examples/web gives pictures, reply and mentions of a discarded message back", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    const ada = simulator.addUser({ name: "Ada" });
    group = simulator.addGroup({ name: "Family", members: [ada] });
    simulator.inject(group, { userId: ada.id, text: "low tide" });
  }, async ({ page, context, problems }) => {
    await open(page, /Family/);
    await said(page, "low tide").hover();
    await page.getByRole("button", { name: "Reply" }).click();
    await drop(page);
    await ready(page, 1);
    await field(page).pressSequentially("see @Ad");
    await page.getByRole("option", { name: "Ada" }).waitFor();
    await field(page).press("Enter");
    await losePosts(context);
    await sendButton(page).click();
    await said(page, "see @Ada").getByText("Waiting").waitFor();
    await page.reload();
    await said(page, "see @Ada").getByRole("button", { name: "Discard" })
      .click();
    await ready(page, 1);
    await page.locator(".context").filter({ hasText: /Reply to Ada.*low tide/ })
      .waitFor();
    // Through a reload as well.
    await page.reload();
    await ready(page, 1);
    await context.unroute(/\/messages/);
    await sendButton(page).click();
    await page.waitForFunction(isAllSent);
    const stands = JSON.stringify(group?.messageAt(1));
    for (const type of ["image", "reply", "mentions"]) {
      assert(stands.includes(`"type":"${type}"`), `no ${type}: ${stands}`);
    }
    assertEquals(problems, []);
  });
});
