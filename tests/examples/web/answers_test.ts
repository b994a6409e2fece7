import { assert, assertEquals } from "@std/assert";
import type {
  SimulatedGroup,
  SimulatedPoll,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import type { Locator, Page } from "playwright-core";
import { focusedName, showTab } from "./in_page.js";
import { holdRequests, open, said, type WebStage, withApp } from "./stage.ts";

/** A group of four with what people answer in it, which is open. */
interface Answering extends WebStage {
  readonly group: SimulatedGroup;
  readonly ada: SimulatedUser;
  readonly bo: SimulatedUser;
}

const HOUR_MS = 3_600_000;

/** Opens a group of Ada, Bo and the first user; there is another one. */
async function withGroup(use: (it: Answering) => Promise<void>): Promise<void> {
  let group: SimulatedGroup | undefined;
  let people: SimulatedUser[] = [];
  await withApp((simulator) => {
    people = ["Ada", "Bo"].map((name) => simulator.addUser({ name }));
    group = simulator.addGroup({ name: "Family", members: people });
    simulator.addGroup({ name: "Choir", members: 1, history: 3 });
  }, async (stage) => {
    const [ada, bo] = people;
    assert(group && ada && bo);
    await open(stage.page, /Family/);
    await use({ ...stage, group, ada, bo });
    assertEquals(stage.problems, []);
  });
}

/** Asks which pier, with Ada's vote for the first one. */
function addPoll(
  { group, ada }: Answering,
  settings: { multiple?: boolean; anonymous?: boolean } = {},
): SimulatedPoll {
  const poll = group.addPoll({
    owner: ada,
    subject: "Which pier?",
    options: ["Four", "Nine", "Ten"],
    ...settings,
  });
  poll.vote(ada, "1");
  return poll;
}

const pollIn = (page: Page) =>
  said(page, "Created new poll").getByRole("group", { name: "Which pier?" });

/** Waits until a choice is shown as one's own, or as none. */
async function isPressed(
  within: Locator,
  name: string,
  pressed: boolean,
): Promise<void> {
  await within.getByRole("button", { name, exact: true, pressed }).waitFor();
}

/** The next answer to what is asked of a poll. */
function answerTo(page: Page, method: "GET" | "POST"): Promise<unknown> {
  return page.waitForResponse((it) =>
    it.url().includes("/poll/") && it.request().method() === method
  );
}

/** What votes were sent. */
function votesSent({ simulator }: WebStage): readonly string[] {
  return simulator.requests
    .filter((it) => it.method === "POST" && it.path.includes("/poll/"))
    .map((it) => it.path.replace(/.*\/poll\/\d+\/\d+/, ""));
}

Deno.test("examples/web takes a vote by keyboard, moves it, and shows who voted", async () => {
  await withGroup(async (it) => {
    const { page, simulator } = it;
    addPoll(it);
    const options = pollIn(page);
    await isPressed(options, "Four 1 vote", false);
    simulator.resetRequests();
    await options.getByRole("button", { name: "Four" }).focus();
    await page.keyboard.press("Space");
    await isPressed(options, "Four 2 votes", true);
    // The focus stays where it was.
    assertEquals(await page.evaluate(focusedName), "Four2 votes");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await isPressed(options, "Nine 1 vote", true);
    await isPressed(options, "Four 1 vote", false);
    // One's own choice, once more, changes nothing.
    await page.keyboard.press("Enter");
    assertEquals(votesSent(it), ["/1", "/2"]);
    const card = said(page, "Created new poll").locator(".card");
    await card.getByText("Who voted").click();
    await card.getByText("Four: Ada").waitFor();
    await card.getByText("Nine: you").waitFor();
  });
});

Deno.test("examples/web chooses several options where a poll takes several", async () => {
  await withGroup(async (it) => {
    const { page } = it;
    addPoll(it, { multiple: true });
    const options = pollIn(page);
    await options.getByRole("button", { name: "Four" }).click();
    // At once, without the answer to the first.
    await options.getByRole("button", { name: "Ten" }).click();
    await isPressed(options, "Four 2 votes", true);
    await isPressed(options, "Ten 1 vote", true);
    await options.getByRole("button", { name: "Four" }).click();
    await isPressed(options, "Four 1 vote", false);
    await isPressed(options, "Ten 1 vote", true);
    await options.getByRole("button", { name: "Ten" }).click();
    await isPressed(options, "Ten 0 votes", false);
    await page.reload();
    await isPressed(options, "Four 1 vote", false);
    await isPressed(options, "Ten 0 votes", false);
  });
});

Deno.test("examples/web keeps one's choice in an anonymous poll, which tells of no votes", async () => {
  await withGroup(async (it) => {
    const { page, context } = it;
    addPoll(it, { anonymous: true });
    const options = pollIn(page);
    const voted = answerTo(page, "POST");
    await options.getByRole("button", { name: "Nine", exact: true }).click();
    await isPressed(options, "Nine", true);
    await voted;
    // Also once it is read again.
    await context.setOffline(true);
    const read = answerTo(page, "GET");
    await context.setOffline(false);
    await read;
    await isPressed(options, "Nine", true);
    const card = said(page, "Created new poll").locator(".card");
    await card.getByText("· anonymous").waitFor();
    assertEquals(await card.getByText("Who voted").count(), 0);
    assertEquals(await card.getByText(/\d vote/).count(), 0);
  });
});

Deno.test("examples/web takes a vote back that is refused, and shows that a poll is over", async () => {
  await withGroup(async (it) => {
    const { page, simulator, bo } = it;
    const poll = addPoll(it);
    poll.vote(simulator.me, "1");
    const options = pollIn(page);
    const card = said(page, "Created new poll").locator(".card");
    await isPressed(options, "Four 2 votes", true);
    const fault = simulator.fault({
      status: 500,
      times: 9,
      match: { method: "POST", path: /\/poll\// },
    });
    await options.getByRole("button", { name: "Nine" }).click();
    await isPressed(options, "Nine 0 votes", true);
    const refusal = card.getByRole("alert");
    await refusal.getByText("Your vote was not taken. GroupMe has a fault")
      .waitFor();
    await isPressed(options, "Four 2 votes", true);
    await isPressed(options, "Nine 0 votes", false);
    fault.remove();
    // It ends on the way, and the notice of it does not come.
    await page.route(/\/poll\//, async (route) => {
      if (route.request().method() === "POST") {
        poll.vote(bo, "3");
        const answer = {
          status: 412,
          json: { meta: { code: 41202, errors: ["poll is over"] } },
        };
        return await route.fulfill(answer);
      }
      await route.continue();
    });
    await options.getByRole("button", { name: "Ten" }).click();
    await refusal.getByText("GroupMe refuses it: poll is over.").waitFor();
    // Read again, as it may have changed.
    await isPressed(options, "Ten 1 vote", false);
    await isPressed(options, "Four 2 votes", true);
    await page.unroute(/\/poll\//);
    poll.end();
    await card.getByText("This poll is over").waitFor();
    assertEquals(await card.getByRole("button").count(), 0);
    const result = ["Four2 votes, yours", "Nine0 votes", "Ten1 vote"];
    assertEquals(await card.getByRole("listitem").allTextContents(), result);
    const ended = said(page, "has ended").locator(".card");
    assertEquals(await ended.getByRole("listitem").allTextContents(), result);
  });
});

Deno.test("examples/web says that a vote did not go out without a network, and votes once there is one", async () => {
  await withGroup(async (it) => {
    const { page, context } = it;
    const poll = addPoll(it);
    const options = pollIn(page);
    await isPressed(options, "Four 1 vote", false);
    await context.setOffline(true);
    await options.getByRole("button", { name: "Nine" }).click();
    const card = said(page, "Created new poll").locator(".card");
    await card.getByText("GroupMe does not answer. Check your network.")
      .waitFor();
    await isPressed(options, "Nine 0 votes", false);
    poll.vote(it.bo, "1");
    await context.setOffline(false);
    // Read again, once the network is back.
    await isPressed(options, "Four 2 votes", false);
    await options.getByRole("button", { name: "Nine" }).click();
    await isPressed(options, "Nine 1 vote", true);
    assertEquals(await card.getByRole("alert").count(), 0);
  });
});

Deno.test("examples/web sees the votes of others once a poll or the tab is shown again, and keeps a vote of who goes on", async () => {
  await withGroup(async (it) => {
    const { page, bo } = it;
    const poll = addPoll(it);
    const options = pollIn(page);
    await isPressed(options, "Four 1 vote", false);
    poll.vote(bo, "3");
    const answer = await holdRequests(page, /\/poll\//);
    await options.getByRole("button", { name: "Nine" }).click();
    await open(page, /Choir/);
    answer();
    await said(page, /./).first().waitFor();
    await open(page, /Family/);
    await isPressed(options, "Nine 1 vote", true);
    await isPressed(options, "Ten 1 vote", false);
    await page.unroute(/\/poll\//);
    poll.vote(bo, "1");
    await page.evaluate(showTab);
    await isPressed(options, "Four 2 votes", false);
    await isPressed(options, "Ten 0 votes", false);
  });
});

Deno.test("examples/web says that an event is over, and who was there", async () => {
  await withGroup(async ({ page, group, ada }) => {
    group.addEvent({
      creator: ada,
      name: "Night count",
      startAt: new Date(Date.now() - 3 * HOUR_MS),
    });
    const card = said(page, "created event").locator(".card");
    await card.getByText(/· over · 1 going/).waitFor();
    assertEquals(await card.getByRole("button").count(), 0);
    await card.getByText("Who answered").click();
    await card.getByText("Going: Ada").waitFor();
  });
});

Deno.test("examples/web answers an event, takes that back, and shows who else answers", async () => {
  await withGroup(async (it) => {
    const { page, group, ada, bo } = it;
    const event = group.addEvent({
      creator: ada,
      name: "Night count",
      startAt: new Date(Date.now() + 30 * HOUR_MS),
    });
    const card = said(page, "created event").locator(".card");
    const answers = card.getByRole("group", { name: "Night count" });
    await card.getByText("1 going").waitFor();
    await isPressed(answers, "Going", false);
    await answers.getByRole("button", { name: "Going", exact: true }).click();
    await card.getByText("2 going").waitFor();
    await isPressed(answers, "Going", true);
    await answers.getByRole("button", { name: "Not going" }).click();
    await card.getByText("1 going").waitFor();
    await isPressed(answers, "Not going", true);
    await answers.getByRole("button", { name: "Not going" }).click();
    await isPressed(answers, "Not going", false);
    await card.getByText("Who answered").click();
    await card.getByText("Going: Ada").waitFor();
    assertEquals(await card.getByText("you").count(), 0);
    // By the notice of it, without a card of its own.
    event.rsvp(bo, false);
    await card.getByText("Not going: Bo").waitFor();
    const notice = said(page, "Bo is not going");
    await notice.waitFor();
    assertEquals(await notice.locator(".card").count(), 0);
    event.update({ name: "Night walk" });
    await said(page, "created event").getByRole("group", { name: "Night walk" })
      .waitFor();
    event.cancel();
    await card.getByText("It is not there any more").waitFor();
    assertEquals(await card.getByRole("button").count(), 0);
  });
});

Deno.test("examples/web reads a poll once a tab, and tells other tabs of an answer by its notice alone", async () => {
  await withGroup(async (it) => {
    const { page, context, origin, group, ada, simulator } = it;
    addPoll(it);
    group.addEvent({
      creator: ada,
      name: "Night count",
      startAt: new Date(Date.now() + 30 * HOUR_MS),
    });
    await isPressed(pollIn(page), "Four 1 vote", false);
    const other = await context.newPage();
    await other.goto(origin);
    await open(other, /Family/);
    await isPressed(pollIn(other), "Four 1 vote", false);
    const [here, there] = [page, other].map((it) =>
      it.getByRole("group", { name: "Night count" })
    );
    assert(here && there);
    await pollIn(page).getByRole("button", { name: "Nine" }).click();
    await isPressed(pollIn(page), "Nine 1 vote", true);
    await here.getByRole("button", { name: "Going", exact: true }).click();
    await isPressed(there, "Going", true);
    // GroupMe sends no notice of a vote.
    await isPressed(pollIn(other), "Nine 0 votes", false);
    assertEquals(votesSent(it), ["/2"]);
    const reads = simulator.requests.filter((it) =>
      it.method === "GET" && it.path.includes("/poll/")
    );
    assertEquals(reads.length, 2);
    await other.reload();
    await isPressed(pollIn(other), "Nine 1 vote", true);
  });
});
