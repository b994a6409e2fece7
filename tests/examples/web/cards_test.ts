import { assert, assertEquals, assertMatch } from "@std/assert";
import type { SimulatedGroup, SimulatedUser } from "@rxgroupme/client/testing";
import { firstValueFrom, timeout } from "rxjs";
import {
  holdPoll,
  nextNight,
  planEvent,
} from "../../../examples/web/server/plans.ts";
import { isAtEnd, isPlayed } from "./in_page.js";
import { holdRequests, open, said, withApp } from "./stage.ts";

Deno.test("examples/web shows a video in its room, by its poster, and says where one does not play", async () => {
  await withApp((simulator, origin) => {
    const group = simulator.addGroup({ name: "Family", members: 1 });
    const video = (url: string, preview_url: string) => ({
      text: `a video at ${url.slice(0, 9)}`,
      attachments: [{ type: "video", url, preview_url }],
    });
    simulator.inject(
      group,
      video(
        "https://127.0.0.1:1/tide.mp4",
        `${origin}/pictures/640x360.png.sea120`,
      ),
    );
    simulator.inject(group, video("javascript:alert(1)", "data:text/html,x"));
  }, async ({ page, origin, problems }) => {
    const asked: string[] = [];
    page.on("request", (it) => asked.push(it.url()));
    await open(page, /Family/);
    const row = said(page, "a video at https://1");
    const video = row.getByLabel("Video");
    await video.waitFor();
    const box = await video.boundingBox();
    assert(box);
    // The size that the address of its poster tells.
    assertEquals([box.width, box.height], [360, 202.5]);
    assertEquals(
      await video.getAttribute("poster"),
      `${origin}/pictures/640x360.png.sea120`,
    );
    assert(await video.evaluate((it) => it.hasAttribute("controls")));
    // Nothing of it is fetched before it is played.
    assertEquals(asked.filter((it) => it.endsWith(".mp4")), []);
    assertEquals(await video.evaluate(isPlayed), false);
    await row.getByText("Not available").waitFor();
    await said(page, "a video at javascrip").getByText("Not available")
      .waitFor();
    assertEquals(problems, []);
  });
});

Deno.test("examples/web shows polls with their votes, and events by the reader's clock", async () => {
  let group: SimulatedGroup | undefined;
  let people: readonly SimulatedUser[] = [];
  await withApp((simulator) => {
    people = ["Ada", "Bo", "Cleo"].map((name) => simulator.addUser({ name }));
    group = simulator.addGroup({
      name: "Family",
      members: people,
      history: 30,
    });
  }, async ({ page, simulator, problems }) => {
    await open(page, /Family/);
    // There is no notice of a vote: the poll is read once all are given.
    const read = await holdRequests(page, /\/poll\//);
    await firstValueFrom(
      holdPoll(simulator, group!, people).pipe(timeout(30_000)),
    );
    read();
    const poll = said(page, "Created new poll").locator(".card");
    await poll.getByText("Which pier on Sunday?").waitFor();
    assertEquals(
      await poll.getByRole("listitem").allTextContents(),
      ["Pier four2 votes", "Pier nine0 votes", "Wherever the cake is0 votes"],
    );
    // The card grows once it is known, and the end is still seen.
    await page.waitForFunction(isAtEnd);
    await page.unroute(/\/poll\//);
    const answer = await holdRequests(page, /\/poll\//);
    await page.reload();
    await said(page, "Created new poll").waitFor();
    await page.waitForFunction(isAtEnd);
    answer();
    await poll.getByText("Which pier on Sunday?").waitFor();
    await page.waitForFunction(isAtEnd);
    await poll.getByText(/until .+ at \d+:\d\d/).waitFor();
    await firstValueFrom(
      planEvent(simulator, group!, people[0]).pipe(timeout(30_000)),
    );
    const event = said(page, "created event").locator(".card");
    await event.getByText("Night count").waitFor();
    await event.getByText(/The slipway · 1 going/).waitFor();
    // Half an hour beside the full one at which it begins by UTC.
    const start = new Date(nextNight() + 5.5 * 3_600_000);
    const clock = `${start.getUTCHours() % 12 || 12}:30`;
    assertMatch(await event.textContent() ?? "", new RegExp(`, ${clock}`));
    // What a notice tells is shown without a request.
    simulator.resetRequests();
    simulator.inject(group!, {
      isSystem: true,
      text: "Poll 'Which flask?' has ended",
      event: {
        type: "poll.finished",
        data: {
          poll: { id: "1", subject: "Which flask?" },
          options: [{ id: "1", title: "Green", votes: 3 }, {
            id: "2",
            title: "<b>Red</b>",
          }],
        },
      },
    });
    const ended = said(page, "has ended").locator(".card");
    await ended.getByText("This poll is over").waitFor();
    assertEquals(
      await ended.getByRole("listitem").allTextContents(),
      ["Green3 votes", "<b>Red</b>0 votes"],
    );
    assertEquals(
      simulator.requests.filter(({ path }) => path.includes("/poll/")),
      [],
    );
    assertEquals(problems, []);
  }, { timezoneId: "Asia/Kolkata" });
});
