import { assertEquals } from "@std/assert";
import { lastValueFrom } from "rxjs";
import { envelope, recorded } from "../support/recorded.ts";

/** A group in which messages of mine and of another are liked. */
async function liked() {
  const here = recorded();
  const { simulator, client } = here;
  const other = simulator.addUser();
  const { id } = simulator.addGroup({ members: [other] });
  const messages = client.groups.messages(id);
  const mine = await lastValueFrom(messages.create("mine"));
  const { id: theirs } = simulator.inject(id, { userId: other.id });
  await lastValueFrom(mine.like());
  await lastValueFrom((await lastValueFrom(messages.get(theirs))).like());
  const headers = { "X-Access-Token": other.token };
  const like = `https://api.groupme.com/v3/messages/${id}/${mine.id}/like`;
  await simulator.fetch(new Request(like, { method: "POST", headers }));
  here.sent.length = 0;
  const leaderboard = client.groups.leaderboard(id);
  return { ...here, id, mine: mine.id, theirs, leaderboard };
}

Deno.test("Leaderboard.list() lists the most liked messages of a period", async () => {
  const { leaderboard, mine, theirs, sent, clock } = await liked();
  const ids = [];
  for (
    const list of [
      leaderboard.listDay(),
      leaderboard.listWeek(),
      leaderboard.listMonth(),
      leaderboard.list("day"),
    ]
  ) ids.push((await lastValueFrom(list)).map(({ id }) => id));
  assertEquals(ids, Array(4).fill([mine, theirs]));
  assertEquals(
    sent.map(({ url }) => url.searchParams.get("period")),
    ["day", "week", "month", "day"],
  );
  await clock.advance(2 * 86_400_000);
  assertEquals(await lastValueFrom(leaderboard.listDay()), []);
  assertEquals((await lastValueFrom(leaderboard.listWeek())).length, 2);
});

Deno.test("Leaderboard.listMine() lists what you liked", async () => {
  const { leaderboard, mine, theirs, id } = await liked();
  const messages = await lastValueFrom(leaderboard.listMine());
  assertEquals(
    messages.map((message) => message.id).toSorted(),
    [mine, theirs].toSorted(),
  );
  assertEquals(messages[0]?.groupId, id);
});

Deno.test("Leaderboard.listForMe() lists what others liked of yours", async () => {
  const { leaderboard, mine } = await liked();
  const messages = await lastValueFrom(leaderboard.listForMe());
  assertEquals(messages.map(({ id }) => id), [mine]);
});

for (
  const [name, answer] of Object.entries({
    "304": () => new Response(null, { status: 304 }),
    "null": () => envelope(null),
    "null messages": () => envelope({ messages: null }),
  })
) {
  Deno.test(`Leaderboard takes ${name} for none`, async () => {
    const { client } = recorded({ answer });
    const leaderboard = client.groups.leaderboard("1");
    assertEquals(await lastValueFrom(leaderboard.listDay()), []);
    assertEquals(await lastValueFrom(leaderboard.listMine()), []);
  });
}
