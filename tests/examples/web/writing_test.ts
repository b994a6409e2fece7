import { assertEquals, assertMatch } from "@std/assert";
import type {
  SimulatedConversation,
  SimulatedGroup,
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
    const field = page.getByRole("textbox", { name: "Message" });
    const log = page.getByRole("log", { name: "Messages" });
    // A picture is dropped anywhere, and else the page would be left for it.
    for (const [place, type] of [[log, "drop"], [field, "paste"]] as const) {
      await place.evaluate(dropPicture, type);
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

Deno.test("examples/web keeps an edit that is under way, and what was written before it", async () => {
  let id = "";
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    const ada = simulator.addUser({ name: "Ada" });
    // Where an edit may take longer than 15 seconds, as it may here.
    const type = "announcement";
    group = simulator.addGroup({ name: "Family", members: [ada], type });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
    simulator.inject(group, {
      userId: simulator.me.id,
      text: "Ask @Ada about the tide",
      attachments: [
        { type: "mentions", loci: [[4, 4]], user_ids: [ada.id] },
      ],
    });
    id = ada.id;
  }, async ({ page, problems }) => {
    const field = page.getByRole("textbox", { name: "Message" });
    const mended = "Please ask @Ada about the tide";
    await open(page, /Family/);
    await said(page, "Ask @Ada").waitFor();
    await field.fill("a draft");
    await said(page, "Ask @Ada").hover();
    await page.getByRole("button", { name: "Edit" }).click();
    assertEquals(await field.inputValue(), "Ask @Ada about the tide");
    await field.fill(mended);
    await open(page, /Choir/);
    await open(page, /Family/);
    assertEquals(await field.inputValue(), mended);
    await page.reload();
    await page.getByText("Editing your message").waitFor();
    assertEquals(await field.inputValue(), mended);
    // Too long to be saved: nothing is cut off.
    await field.fill("x".repeat(1_001));
    await page.getByText("1 character too many").waitFor();
    const save = page.getByRole("button", { name: "Save" });
    assertEquals(await save.isDisabled(), true);
    await field.fill(mended);
    await said(page, "Ask @Ada").waitFor();
    await save.click();
    await said(page, mended).locator(".mention").waitFor();
    assertEquals(await field.inputValue(), "a draft");
    await page.waitForFunction(isAllSent);
    const stands = JSON.stringify(group?.messageAt(0));
    assertMatch(stands, new RegExp(`mentions.*${id}.*${mended}`));
    assertEquals(problems, []);
  });
});

Deno.test("examples/web names oneself You in the list, by one request for oneself", async () => {
  await withApp((simulator) => {
    const group = simulator.addGroup({ name: "Family", members: 1 });
    simulator.inject(group, { userId: simulator.me.id, text: "la la la" });
  }, async ({ page, simulator }) => {
    await page.getByRole("link", { name: /You: la la la/ }).waitFor();
    await open(page, /Family/);
    await page.locator("article.own").filter({ hasText: "la la la" }).waitFor();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await send(page, "and so on");
    await page.waitForFunction(isAllSent);
    const asked = simulator.requests.filter(({ path }) =>
      path.endsWith("/users/me")
    );
    assertEquals(asked.length, 1);
  });
});

Deno.test("examples/web keeps what each user writes apart, and says so when a token is not good", async () => {
  const tokens = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async ({ page, context, problems }) => {
    // GroupMe itself is out of reach: the first and the last are one user's.
    await context.route(/api\.groupme\.com/, (route) => {
      const token = route.request().headers()["x-access-token"] ?? "";
      const path = new URL(route.request().url()).pathname;
      const headers = {
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*",
      };
      const turn = tokens.indexOf(token);
      if (route.request().method() === "OPTIONS") {
        return route.fulfill({ status: 204, headers });
      }
      if (turn < 0) {
        return route.fulfill({ status: 401, headers, json: { meta: {} } });
      }
      const response = path.endsWith("/users/me")
        ? { id: turn === 1 ? "22" : "11", name: "Ines" }
        : path.endsWith("/groups")
        ? [{ id: "77", name: "Shared", messages: {} }]
        : [];
      return route.fulfill({
        headers,
        json: { response, meta: { code: 200 } },
      });
    });
    const use = async (button: string, token: string) => {
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.getByRole("textbox", { name: /Access token/ }).fill(token);
      await page.getByRole("button", { name: "Use this token" }).click();
    };
    const field = page.getByRole("textbox", { name: "Message" });
    await use("Demo", "d".repeat(40));
    await page.getByRole("alert")
      .filter({ hasText: "GroupMe does not accept this token" }).waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    for (
      const [token, draft, expected] of [
        [tokens[0]!, "of the first", ""],
        [tokens[1]!, "of the second", ""],
        [tokens[2]!, "", "of the first"],
      ]
    ) {
      await use(draft === "of the first" ? "Demo" : "Account", token!);
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await open(page, /Shared/);
      assertEquals(await field.inputValue(), expected);
      await field.fill(draft!);
      await page.goto(page.url().replace(/#.*/, "#"));
    }
    assertEquals(problems, []);
  });
});

Deno.test("examples/web shows in the list where one has not finished writing", async () => {
  await withApp((simulator) => {
    simulator.addGroup({ name: "Family", members: 1, history: 3 });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
  }, async ({ page, problems }) => {
    await open(page, /Family/);
    await page.getByRole("textbox", { name: "Message" }).fill("half a thought");
    assertEquals(await page.getByText("Draft:").count(), 0);
    await open(page, /Choir/);
    const row = page.getByRole("link", { name: /Draft: half a thought/ });
    await row.waitFor();
    await page.reload();
    await row.waitFor();
    await open(page, /Family/);
    await send(page, "a whole one");
    await said(page, "a whole one").waitFor();
    await open(page, /Choir/);
    await page.getByRole("link", { name: /Family.*You: a whole one/ })
      .waitFor();
    assertEquals(await page.getByText("Draft:").count(), 0);
    assertEquals(problems, []);
  });
});
