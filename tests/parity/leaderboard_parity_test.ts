import { assertEquals, assertInstanceOf } from "@std/assert";
import { Client, Leaderboard, Message } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import {
  type GroupWorld,
  groupWorld,
  idsOf,
  last,
  lastRequest,
} from "./message_support.ts";
import { row } from "./row.ts";

const DAY = 86_400_000;

/**
 * A group with a liked message of each age in days: mine, which the other user
 * likes, and theirs, which I like as well as they do.
 */
async function liked(...ages: number[]) {
  const here = groupWorld();
  const { simulator, clock, client } = here;
  const mine: string[] = [];
  const theirs: string[] = [];
  const otherClient = new Client({
    token: here.other.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const others = otherClient.groups.messages(here.group.id);
  for (const [n, age] of ages.entries()) {
    const own = await last(here, here.messages.create("mine"));
    await last(here, (await last(here, others.get(own.id))).like());
    const foreign = await last(here, others.create("theirs"));
    await last(here, foreign.like());
    await last(here, (await last(here, here.messages.get(foreign.id))).like());
    mine.unshift(own.id);
    theirs.unshift(foreign.id);
    await clock.advance((age - (ages[n + 1] ?? 0)) * DAY);
  }
  const leaderboard = client.groups.leaderboard(here.group.id);
  return { ...here, mine, theirs, leaderboard };
}

/** What a period lists: theirs have two likes, and so come first. */
async function period(
  name: string,
  days: number,
  list: (leaderboard: Leaderboard) => Observable<readonly Message[]>,
): Promise<void> {
  // One of them within the period, one beyond it.
  const here = await liked(days + 1, days - 0.5);
  const found = await last(here, list(here.leaderboard));
  assertEquals(idsOf(found), [here.theirs[0], here.mine[0]]);
  assertEquals(lastRequest(here).query, { period: name });
}

/** Where the leaderboard is. */
function pathOf({ group }: GroupWorld): string {
  return `/v3/groups/${group.id}/likes`;
}

row(
  "Leaderboard",
  "client.groups.leaderboard(groupId)",
  "Needs no group, and no request, first; group.leaderboard is the same.",
  async () => {
    const here = await liked(0);
    assertInstanceOf(here.leaderboard, Leaderboard);
    const own = new Leaderboard(here.client.session, here.group.id);
    assertEquals(own.groupId, here.group.id);
    const found = await last(here, own.listDay());
    assertInstanceOf(found[0], Message);
    assertEquals(idsOf(found), [...here.theirs, ...here.mine]);
    const group = await last(here, here.client.groups.get(here.group.id));
    const same = await last(here, group.leaderboard.listDay());
    assertEquals(idsOf(same), idsOf(found));
  },
);

row(
  "Leaderboard.list",
  "leaderboard.list(period)",
  "",
  () => period("week", 7, (leaderboard) => leaderboard.list("week")),
);

row(
  "Leaderboard.list_day",
  "leaderboard.listDay()",
  "",
  () => period("day", 1, (leaderboard) => leaderboard.listDay()),
);

row(
  "Leaderboard.list_for_me",
  "leaderboard.listForMe()",
  "",
  async () => {
    const here = await liked(2, 1);
    const found = await last(here, here.leaderboard.listForMe());
    assertEquals(idsOf(found), here.mine);
    assertEquals(lastRequest(here).path, `${pathOf(here)}/for_me`);
  },
);

row(
  "Leaderboard.list_mine",
  "leaderboard.listMine()",
  "",
  async () => {
    const here = await liked(2, 1);
    const found = await last(here, here.leaderboard.listMine());
    assertEquals(idsOf(found), here.theirs);
    assertEquals(lastRequest(here).path, `${pathOf(here)}/mine`);
  },
);

row(
  "Leaderboard.list_month",
  "leaderboard.listMonth()",
  "",
  () => period("month", 30, (leaderboard) => leaderboard.listMonth()),
);

row(
  "Leaderboard.list_week",
  "leaderboard.listWeek()",
  "",
  () => period("week", 7, (leaderboard) => leaderboard.listWeek()),
);
