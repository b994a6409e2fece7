import { assert, assertEquals, assertMatch } from "@std/assert";
import type { SimulatedGroup, SimulatedUser } from "@rxgroupme/client/testing";
import type { Page } from "playwright-core";
import { filter, firstValueFrom, timeout } from "rxjs";
import { shareFile } from "../../../examples/web/server/shared_file.ts";
import {
  isAllSent,
  isAtEnd,
  overflow,
  scrollTo,
  scrollUp,
  sentAndKept,
} from "./in_page.js";
import {
  holdRequests,
  keptSoon,
  open,
  said,
  send,
  standing,
  withApp,
  withFamily,
} from "./stage.ts";

const log = (page: Page) => page.getByRole("log", { name: "Messages" });

Deno.test("examples/web opens, receives, sends, edits, reacts and deletes", async () => {
  let ids: { group: string; ada: string } | undefined;
  await withApp((simulator) => {
    const ada = simulator.addUser({ name: "Ada" });
    const group = simulator.addGroup({
      name: "Family",
      members: [ada],
      // Where an edit may take longer than 15 seconds, as it may here.
      type: "announcement",
      history: { count: 40, text: (i) => `tide ${i}.` },
    });
    ids = { group: group.id, ada: ada.id };
  }, async ({ page, simulator, problems }) => {
    const { group, ada } = ids!;
    await open(page, /Family/);
    await said(page, "tide 39.").waitFor();
    await page.getByRole("status").filter({ hasText: "Live" }).first()
      .waitFor();

    simulator.inject(group, { text: "Good morning", userId: ada });
    await said(page, "Good morning").waitFor();

    await send(page, "low tide at sx");
    await said(page, "low tide at sx").waitFor();
    await page.waitForFunction(isAllSent);
    const posts = simulator.requests.filter(({ method, path }) =>
      method === "POST" && path.endsWith("/messages")
    );
    assertEquals(posts.length, 1);
    // GroupMe's times are whole seconds: an edit shows from the next one on.
    const sent = Date.now();
    await page.waitForFunction((at) => Date.now() > at + 1_100, sent);
    const field = page.getByRole("textbox", { name: "Message" });
    await field.press("ArrowUp");
    assertEquals(await field.inputValue(), "low tide at sx");
    await field.fill("low tide at six");
    await field.press("Enter");
    await said(page, "low tide at six").filter({ hasText: "edited" }).waitFor();
    assertEquals(await field.inputValue(), "");

    const greeting = said(page, "Good morning");
    await greeting.hover();
    await greeting.getByRole("button", { name: "React" }).click();
    await page.getByRole("menuitem", { name: "🔥" }).filter({ visible: true })
      .click();
    await greeting.getByRole("button", { name: /🔥 1, by you/ }).waitFor();
    await greeting.getByRole("button", { name: /🔥 1/ }).click();
    await greeting.getByRole("button", { name: /🔥/ })
      .waitFor({ state: "detached" });

    const edited = said(page, "low tide at six");
    await edited.hover();
    await edited.getByRole("button", { name: "Delete" }).click();
    await edited.getByRole("button", { name: "Delete for everybody" }).click();
    await said(page, "This message was deleted").waitFor();
    assertEquals(problems, []);
  });
});

Deno.test("examples/web keeps the seen row where it is while 2,000 messages are scrolled up", async () => {
  await withApp((simulator) => {
    simulator.addGroup({
      name: "Long",
      members: 3,
      history: {
        count: 2_400,
        isVaried: false,
        imageEvery: 9,
        text: (i) => `tide ${i} `.repeat(1 + i % 9),
      },
    });
  }, async ({ page, problems }) => {
    await open(page, /Long/);
    await said(page, /^.*tide 2399/).first().waitFor();
    const moves = await log(page).evaluate(scrollUp, 2_000);
    assert(moves.seen >= 2_000, `${moves.seen} messages`);
    assertEquals(moves.moved.filter((it) => it > 0.5), []);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web shows a pill for what is new below, and leads back", async () => {
  let id = "";
  await withApp((simulator) => {
    id = simulator.addGroup({ name: "Family", members: 2, history: 200 }).id;
  }, async ({ page, simulator }) => {
    await open(page, /Family/);
    await log(page).getByRole("article").first().waitFor();
    await log(page).evaluate(scrollTo, 400);
    await page.getByRole("button", { name: "New messages" }).waitFor();
    simulator.inject(id, { text: "Are you there?" });
    await said(page, "Are you there?").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "New messages" }).click();
    await page.waitForFunction(isAtEnd);
  });
});

Deno.test("examples/web shows a refused message, keeps its text, and sends it again", async () => {
  await withFamily(async ({ group, page, simulator }) => {
    const fault = simulator.fault({
      status: 400,
      match: { method: "POST", path: /\/groups\/\d+\/messages/ },
    });
    await send(page, "first try");
    const row = said(page, "first try");
    await row.getByText("Not sent").waitFor();
    await row.getByRole("button", { name: "Discard" }).click();
    await row.waitFor({ state: "detached" });
    const field = page.getByRole("textbox", { name: "Message" });
    assertEquals(await field.inputValue(), "first try");
    await field.press("Enter");
    await row.getByText("Not sent").waitFor();
    fault.remove();
    await row.getByRole("button", { name: "Retry" }).click();
    await page.waitForFunction(isAllSent);
    assertEquals(standing(group, "first try"), 1);
  });
});

Deno.test("examples/web is offline in words, and sends what waited, once, when it is back", async () => {
  await withFamily(async ({ group, page, context }) => {
    await page.getByRole("status").filter({ hasText: "Live" }).first()
      .waitFor();
    await context.setOffline(true);
    await send(page, "from the boat");
    await said(page, "from the boat").getByText(/Waiting|Sending/).waitFor();
    await page.getByRole("status").filter({ hasText: "Offline" }).first()
      .waitFor();
    assertEquals(standing(group, "from the boat"), 0);
    await context.setOffline(false);
    await page.waitForFunction(isAllSent);
    assertEquals(standing(group, "from the boat"), 1);
  });
});

Deno.test("examples/web sends what waits in a conversation that is not open any more", async () => {
  let group: ReturnType<
    Parameters<Parameters<typeof withApp>[0]>[0]["addGroup"]
  >;
  await withApp((simulator) => {
    group = simulator.addGroup({ name: "Family", members: 1, history: 3 });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
  }, async ({ page, context, simulator, problems }) => {
    await open(page, /Family/);
    await said(page, /./).first().waitFor();
    await context.setOffline(true);
    await send(page, "from the boat");
    await said(page, "from the boat").getByText(/Waiting|Sending/).waitFor();
    await open(page, /Choir/);
    await said(page, "from the boat").waitFor({ state: "detached" });
    const stands = firstValueFrom(simulator.changes.pipe(
      filter(({ message }) => message?.text === "from the boat"),
      timeout(60_000),
    ));
    await context.setOffline(false);
    await stands;
    assertEquals(standing(group, "from the boat"), 1);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web sends a message once although the page is reloaded in the middle", async () => {
  await withFamily(async ({ group, page, simulator }) => {
    await said(page, /./).first().waitFor();
    // It arrives, and its answer never comes.
    simulator.fault({
      lostAnswer: true,
      times: 1,
      match: { method: "POST", path: /\/groups\/\d+\/messages/ },
    });
    await send(page, "once and only once");
    await page.reload();
    await said(page, "once and only once").first().waitFor();
    await page.waitForFunction(isAllSent);
    assertEquals(await said(page, "once and only once").count(), 1);
    assertEquals(standing(group, "once and only once"), 1);
  });
});

Deno.test("examples/web keeps what is sent before the field is empty", async () => {
  await withFamily(async ({ group, page }) => {
    await said(page, /./).first().waitFor();
    const field = page.getByRole("textbox", { name: "Message" });
    await field.fill("kept at once");
    const kept: string = await field.evaluate(sentAndKept);
    assertEquals(await field.inputValue(), "");
    assertMatch(kept, /guid.*kept at once|kept at once.*guid/);
    await page.waitForFunction(isAllSent);
    assertEquals(standing(group, "kept at once"), 1);
  });
});

Deno.test("examples/web keeps a draft for each conversation, through a reload and a revoked token", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
  }, async ({ page, simulator }) => {
    await open(page, /Family/);
    const field = page.getByRole("textbox", { name: "Message" });
    await field.fill("not sent yet");
    await open(page, /Choir/);
    assertEquals(await field.inputValue(), "");
    await open(page, /Family/);
    assertEquals(await field.inputValue(), "not sent yet");
    await page.reload();
    await page.getByRole("log").waitFor();
    assertEquals(await field.inputValue(), "not sent yet");
    simulator.revokeToken(simulator.token);
    await field.press("Enter");
    await page.getByRole("alert").filter({ hasText: "signed out" }).waitFor();
    await said(page, "not sent yet").waitFor();
  });
});

Deno.test("examples/web shows the same in two tabs, and first paints from its cache", async () => {
  let id = "";
  await withApp((simulator) => {
    id = simulator.addGroup({ name: "Family", members: 1, history: 30 }).id;
    const choir = simulator.addGroup({ name: "Choir", members: 1 });
    simulator.inject(choir, { userId: simulator.me.id, text: "la la la" });
  }, async ({ page, context, simulator, origin }) => {
    const nameOneself = await holdRequests(page, /\/users\/me/);
    await open(page, /Choir/);
    await said(page, "la la la").waitFor();
    await keptSoon(page, "la la la");
    nameOneself();
    await page.locator("article.own").filter({ hasText: "la la la" }).waitFor();
    await open(page, /Family/);
    await said(page, /./).first().waitFor();
    const other = await context.newPage();
    await other.goto(`${origin}/#/g/${id}`);
    await other.getByRole("log").waitFor();
    await send(page, "from the first tab");
    await said(other, "from the first tab").waitFor();
    simulator.inject(id, { text: "from elsewhere" });
    await said(page, "from elsewhere").waitFor();
    await said(other, "from elsewhere").waitFor();
    await other.close();
    await keptSoon(page, "from elsewhere");
    await page.route(/\/v[1-4]\//, (route) => route.abort());
    await page.reload();
    await said(page, "from elsewhere").waitFor();
    // Whose they are is known without GroupMe.
    const own = page.locator("article.own");
    await own.filter({ hasText: "from the first tab" }).waitFor();
    assertEquals(await own.filter({ hasText: "from elsewhere" }).count(), 0);
    // Also in a conversation that was opened before oneself was known.
    await open(page, /Choir/);
    await own.filter({ hasText: "la la la" }).waitFor();
  });
});

Deno.test("examples/web shows hostile texts, names and attachments as what they are", async () => {
  await withApp((simulator) => {
    const evil = simulator.addUser({
      name: '<script>alert("name")</script>',
      imageUrl: "javascript:alert(1)",
    });
    const group = simulator.addGroup({
      name: "<img src=x onerror=alert(2)>",
      members: [evil],
    });
    const attachments = [
      { type: "image", url: "javascript:alert(3)" },
      { type: "image", url: "data:text/html,<script>alert(4)</script>" },
      { type: "video", url: "file:///etc/passwd", preview_url: "blob:x" },
      { type: "image", url: "https://127.0.0.1:1/100x100.png.x" },
      { type: "location", name: "<b>", lat: "x", lng: null },
      { type: "mentions", loci: [[-1, 5], [3, 999], null], user_ids: [1] },
      { type: "reply", reply_id: { a: 1 } },
      null,
    ];
    simulator.inject(group, {
      userId: evil.id,
      text:
        '<b onclick="alert(5)">bold</b> javascript:alert(6) https://ok.example/a?b=c#d',
      attachments: attachments as never,
    });
    simulator.inject(group, { userId: evil.id, text: "W".repeat(1_000) });
    simulator.addGroup({ name: "🦀🌊🐚", members: 1, history: 1 });
    simulator.addGroup({ name: "Nobody here" });
  }, async ({ page, problems }) => {
    page.on("dialog", (dialog) => {
      (problems as string[]).push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await open(page, /onerror/);
    const row = said(page, "<b onclick=");
    await row.waitFor();
    await row.getByText("Picture not available").first().waitFor();
    const hrefs = await row.getByRole("link").evaluateAll((links) =>
      links.map((it) => it.getAttribute("href"))
    );
    assert(hrefs.includes("https://ok.example/a?b=c#d"));
    for (const href of hrefs) assertMatch(href ?? "", /^https?:/);
    const width = await page.evaluate(overflow);
    assertEquals(width, 0);
    await open(page, /🦀/);
    await said(page, /./).first().waitFor();
    await open(page, /Nobody here/);
    await page.getByText("Nobody has written here yet").waitFor();
    assertEquals(problems, []);
  });
});

Deno.test("examples/web downloads a file, by a name that leads nowhere", async () => {
  let group: SimulatedGroup | undefined;
  let ada: SimulatedUser | undefined;
  await withApp((simulator) => {
    ada = simulator.addUser({ name: "Ada" });
    group = simulator.addGroup({ name: "Family", members: [ada] });
    simulator.inject(group, {
      userId: ada.id,
      text: "the lost one",
      attachments: [{ type: "file", file_id: "0-0-0" }],
    });
  }, async ({ page, simulator, problems }) => {
    await open(page, /Family/);
    await firstValueFrom(
      shareFile(simulator, group!, ada!, {
        name: "../tides\u202Efdp.html",
        content: "<script>alert(1)</script>",
        text: "the tables",
      }).pipe(timeout(30_000)),
    );
    const row = said(page, "the tables");
    await row.getByText("25 bytes").waitFor();
    const fault = simulator.fault({
      status: 404,
      match: { path: /\/file\/.*\/files\// },
    });
    await row.getByRole("button", { name: /^Download/ }).click();
    await row.getByText("It could not be downloaded").waitFor();
    fault.remove();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      row.getByRole("button", { name: /^Try again/ }).click(),
    ]);
    assertMatch(download.suggestedFilename(), /^[\w.]+tides_fdp\.html$/);
    const path = await download.path();
    assertEquals(await Deno.readTextFile(path), "<script>alert(1)</script>");
    await said(page, "the lost one").getByText("It is not there any more")
      .waitFor();
    assertEquals(problems, []);
  });
});
