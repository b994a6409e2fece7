import { assertEquals, assertMatch } from "@std/assert";
import type {
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import { dropPicture, isAllSent, storedTexts } from "./in_page.js";
import { open, said, send, withApp } from "./stage.ts";

Deno.test("examples/web shows who types, and what the other has read", async () => {
  let chat: SimulatedConversation | undefined;
  let ada: SimulatedUser | undefined;
  await withApp((simulator) => {
    ada = simulator.addUser({ name: "Ada" });
    chat = simulator.addChat(ada, { history: 3 });
  }, async ({ page, problems }) => {
    await open(page, /Ada/);
    await page.getByRole("status").filter({ hasText: "Live" }).first()
      .waitFor();
    await send(page, "low tide at six");
    await said(page, "low tide at six").waitFor();
    const below = page.locator(".below");
    // Push may not be up yet: whoever types goes on doing so.
    const typing = setInterval(() => chat?.typing(ada!), 500);
    try {
      await below.filter({ hasText: "Ada is typing" }).waitFor();
    } finally {
      clearInterval(typing);
    }
    chat?.readBy(ada!);
    await below.filter({ hasText: /^Read / }).waitFor();
    assertEquals(problems, []);
  });
});

Deno.test("examples/web sends a picture that was dropped, with its preview before", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page, problems }) => {
    await open(page, /Family/);
    const waiting = page.getByRole("list", { name: "Pictures to send" });
    for (const type of ["drop", "paste"]) {
      await page.getByRole("textbox", { name: "Message" })
        .evaluate(dropPicture, type);
      await waiting.getByRole("img").waitFor();
      await page.getByRole("button", { name: "Send" }).click();
      await waiting.waitFor({ state: "detached" });
    }
    await page.waitForFunction(isAllSent);
    const pictures = page.locator("article.own").getByRole("img");
    assertEquals(await pictures.count(), 2);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web keeps a token for its tab alone, and never in an address", async () => {
  const token = "0123456789abcdef0123456789abcdef01234567";
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page, context, origin }) => {
    const addresses: string[] = [];
    context.on("request", (it) => addresses.push(it.url()));
    await page.getByRole("button", { name: "Demo" }).click();
    await page.getByRole("textbox", { name: /Access token/ }).fill(token);
    await page.getByRole("button", { name: "Use this token" }).click();
    await page.getByRole("button", { name: "Account" }).waitFor();
    const kept = await page.evaluate(storedTexts);
    assertEquals(kept.session.includes(token), true);
    assertEquals(kept.local.includes(token), false);
    await page.reload();
    await page.getByRole("button", { name: "Account" }).waitFor();
    // OAuth gives it in an address, from which it is taken at once.
    const other = await context.newPage();
    await other.goto(`${origin}/?access_token=${token}`);
    await other.getByRole("button", { name: "Account" }).waitFor();
    assertMatch(other.url(), /^[^?]*\??$/);
    await other.getByRole("button", { name: "Account" }).click();
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.getByRole("link", { name: /Family/ }).waitFor();
    const left = await other.evaluate(storedTexts);
    assertEquals(left.session.includes(token), false);
    assertEquals(
      addresses.filter((it) => it.includes(token)),
      [`${origin}/?access_token=${token}`],
    );
  });
});
