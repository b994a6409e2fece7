import { assert, assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import type { Page } from "playwright-core";
import { isAllSent, keptNames, storedTexts } from "./in_page.js";
import {
  asGroupMe,
  keptSoon,
  losePosts,
  open,
  said,
  send,
  signIn,
  standing,
  type WebStage,
  withApp,
} from "./stage.ts";

const TOKEN = "a".repeat(40);
const NEXT_TOKEN = "b".repeat(40);

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });

/** One's own account at GroupMe, with a group of which something is kept. */
async function withAccount(
  isGood: (token: string) => boolean,
  use: (
    stage: WebStage & {
      readonly group: SimulatedGroup;
      readonly account: string;
    },
  ) => Promise<void>,
): Promise<void> {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    const ada = simulator.addUser({ name: "Ada" });
    group = simulator.addGroup({ name: "Family", members: [ada] });
    simulator.inject(group, { userId: ada.id, text: "a private word" });
    simulator.addGroup({ name: "Choir", members: 1, history: 2 });
  }, async (stage) => {
    const { page, simulator } = stage;
    await asGroupMe(stage, isGood);
    await signIn(page, "Demo", TOKEN);
    await open(page, /Family/);
    await said(page, "a private word").waitFor();
    const account = `user-${simulator.me.id}`;
    await keptSoon(page, "a private word", account);
    try {
      await use({ ...stage, group: group!, account });
    } finally {
      await stage.context.unrouteAll({ behavior: "wait" });
    }
  });
}

/** Whether the page keeps anything of an account. */
async function isKept(page: Page, account: string): Promise<boolean> {
  const names: string[] = await page.evaluate(keptNames);
  return names.some((it) => it.includes(account));
}

Deno.test("examples/web leaves nothing readable behind whoever signs out, in no tab", async () => {
  await withAccount((token) => token === TOKEN, async (stage) => {
    const { page, context, account, origin, problems } = stage;
    const other = await context.newPage();
    await other.goto(origin);
    await signIn(other, "Demo", TOKEN);
    await open(other, /Family/);
    await said(other, "a private word").waitFor();
    assert(await isKept(page, account));

    await button(page, "Account").click();
    await page.getByRole("heading", {
      name: `Signed in as ${stage.simulator.me.name}`,
    }).waitFor();
    await button(page, "Sign out").click();
    for (const tab of [page, other]) {
      await button(tab, "Demo").waitFor();
      const { local, session } = await tab.evaluate(storedTexts);
      assertEquals(local.includes(account), false);
      assertEquals(session.includes(TOKEN), false);
    }
    assertEquals(await isKept(page, account), false);
    // Neither is anything written by a page that is closed.
    await other.close();
    await page.reload();
    await button(page, "Demo").waitFor();
    assertEquals(await isKept(page, account), false);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web asks before it signs out with drafts, or with messages that are not sent", async () => {
  await withAccount((token) => token === TOKEN, async (stage) => {
    const { page, context, account, group, problems } = stage;
    await losePosts(context);
    await send(page, "from the boat");
    await said(page, "from the boat").getByText("Waiting").waitFor();
    await field(page).fill("half a thought");
    await open(page, /Choir/);
    await field(page).fill("another one");

    await button(page, "Account").click();
    await button(page, "Sign out").click();
    await page.getByRole("alert").filter({
      hasText: "Signing out removes 1 message not sent yet and 2 drafts.",
    }).waitFor();
    // Whoever closes the dialog then is signed in, and has all of it.
    await button(page, "Close").click();
    await open(page, /Family/);
    assertEquals(await field(page).inputValue(), "half a thought");
    await said(page, "from the boat").getByText("Waiting").waitFor();

    await button(page, "Account").click();
    await button(page, "Sign out").click();
    await button(page, "Sign out and remove").click();
    await button(page, "Demo").waitFor();
    assertEquals(await isKept(page, account), false);

    await context.unroute(/\/messages/);
    await signIn(page, "Demo", TOKEN);
    await open(page, /Family/);
    await said(page, "a private word").waitFor();
    assertEquals(await field(page).inputValue(), "");
    assertEquals(await said(page, "from the boat").count(), 0);
    assertEquals(standing(group, "from the boat"), 0);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web keeps drafts and messages on their way when the token is revoked", async () => {
  let good = TOKEN;
  await withAccount((token) => token === good, async (stage) => {
    const { page, account, group, problems } = stage;
    good = NEXT_TOKEN;
    await send(page, "too late");
    await field(page).fill("half a thought");
    const alert = page.getByRole("alert").filter({ hasText: "signed out" });
    await alert.waitFor();
    assert(await isKept(page, account));
    await alert.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("textbox", { name: /Access token/ }).fill(NEXT_TOKEN);
    await button(page, "Use this token").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await open(page, /Family/);
    assertEquals(await field(page).inputValue(), "half a thought");
    await said(page, "too late").waitFor();
    await page.waitForFunction(isAllSent);
    assertEquals(standing(group, "too late"), 1);
    assertEquals(problems, []);
  });
});
