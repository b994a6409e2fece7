import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Unauthorized } from "@rxgroupme/client";
import { liveWorld, texts } from "./live.ts";

Deno.test("timeline() requests nothing before it is subscribed to", async () => {
  const { clock, live, asked } = liveWorld(30);
  await clock.advance(60_000);
  assertEquals(asked(), []);
  assertEquals(live.value.items, []);
  assertEquals(live.value.status.state, "offline");
});

Deno.test("timeline() gives a snapshot at once, then the newest page", async () => {
  const { clock, live, group, seen, start, asked } = liveWorld(250);
  const subscription = start();
  assertEquals(seen.length, 1);
  await clock.advance(100);
  assertEquals(live.value.items.length, 100);
  assertEquals(live.value.items.at(-1)?.id, group.idAt(249));
  assertEquals(live.value.status.state, "live");
  assertEquals(live.value.older.state, "more");
  assertEquals(live.value.newer.state, "end");
  assertEquals(live.value.people.size, 4);
  assertEquals(asked().sort(), [
    `GET /v3/groups/${group.id}`,
    `GET /v3/groups/${group.id}/messages?limit=100`,
    "GET /v3/users/me",
  ]);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() shows messages, edits, reactions and deletions by polling", async () => {
  const { clock, simulator, client, group, live, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  const { id } = simulator.inject(group, { text: "Ahoy" });
  await clock.advance(20_000);
  assertEquals(texts(live.value).at(-1), "Ahoy");
  const before = live.value.items[3];
  client.groups.messages(group.id).get(id).subscribe((message) => {
    message.like("🔥").subscribe();
  });
  await clock.advance(30_000);
  const [tally] = live.value.items.at(-1)?.reactions ?? [];
  assertEquals(tally?.reaction, "🔥");
  assertEquals(tally?.isMine, true);
  assertStrictEquals(live.value.items[3], before);
  subscription.unsubscribe();
});

Deno.test("timeline() loads older pages up to the beginning", async () => {
  const { clock, live, group, start } = liveWorld(250);
  const subscription = start();
  await clock.advance(100);
  live.loadOlder();
  assertEquals(live.value.older.state, "loading");
  // A second time makes no second request.
  live.loadOlder();
  await clock.advance(100);
  assertEquals(live.value.items.length, 200);
  live.loadOlder();
  await clock.advance(100);
  live.loadOlder();
  await clock.advance(100);
  assertEquals(live.value.items.length, 250);
  assertEquals(live.value.items[0]?.id, group.idAt(0));
  assertEquals(live.value.older.state, "end");
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.send() shows the message at once, and keeps its key", async () => {
  const { clock, live, group, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(100);
  const key = live.send("Land ahead");
  const shown = live.value.items.at(-1);
  assertEquals(shown?.key, key);
  assertEquals(shown?.isOwn, true);
  assertEquals(shown?.message.text, "Land ahead");
  await clock.advance(5_000);
  const sent = live.value.items.at(-1);
  assertEquals(sent?.key, key);
  assertEquals(sent?.state, "sent");
  assertEquals(sent?.id, group.idAt(10));
  assertEquals(group.size, 11);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline edits, reacts and removes, shown before the answer", async () => {
  const { clock, live, group, start, simulator } = liveWorld(10, undefined, {
    simulator: { latency: 500 },
  });
  const subscription = start();
  await clock.advance(2_000);
  const key = live.send("Lnad ahead");
  await clock.advance(2_000);
  live.edit(key, "Land ahead");
  assertEquals(texts(live.value).at(-1), "Land ahead");
  assertEquals(live.value.items.at(-1)?.change, "edit");
  await clock.advance(3_000);
  assertEquals(group.messageAt(10)?.text, "Land ahead");
  assertEquals(live.value.items.at(-1)?.change, undefined);
  assert(live.value.items.at(-1)?.editedAt);

  live.react(key, "🔥");
  assertEquals(live.value.items.at(-1)?.reactions[0]?.reaction, "🔥");
  await clock.advance(3_000);
  live.react(key, "❤️");
  await clock.advance(3_000);
  const tallies = live.value.items.at(-1)?.reactions ?? [];
  assertEquals(tallies.map(({ reaction }) => reaction), ["❤️"]);
  live.react(key, null);
  await clock.advance(3_000);
  assertEquals(live.value.items.at(-1)?.reactions, []);
  assertEquals(group.messageAt(10)?.favorited_by, []);

  live.remove(key);
  assertEquals(live.value.items.at(-1)?.isDeleted, true);
  await clock.advance(30_000);
  assertEquals(live.value.items.at(-1)?.isDeleted, true);
  assertEquals(live.value.items.at(-1)?.key, key);
  assertEquals(live.value.items.at(-1)?.change, undefined);
  subscription.unsubscribe();
  await clock.settle();
  assertEquals(simulator.open, 0);
});

Deno.test("LiveTimeline.edit() that is refused is taken off, and told", async () => {
  const { clock, live, group, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  const others = live.value.items.find(({ isOwn }) => !isOwn);
  assert(others);
  live.edit(others.key, "mine now");
  await clock.advance(1_000);
  const row = live.value.items.find(({ key }) => key === others.key);
  assertEquals(row?.message.text, others.message.text);
  assertEquals(row?.change, "edit");
  assertEquals(row?.error?.status, 403);
  live.discard(others.key);
  assertEquals(
    live.value.items.find(({ key }) => key === others.key)?.error,
    undefined,
  );
  assertEquals(group.size, 10);
  subscription.unsubscribe();
});

Deno.test("timeline() is closed by a refusal, and neither errors nor completes", async () => {
  const { clock, live, seen, simulator, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  const { items } = live.value;
  simulator.revokeToken(simulator.token);
  await clock.advance(60_000);
  assertEquals(live.value.status.state, "closed");
  assert(live.value.status.error instanceof Unauthorized);
  assertStrictEquals(live.value.items, items);
  assertEquals(subscription.closed, false);
  const key = live.send("too late");
  await clock.advance(60_000);
  assertEquals(live.value.items.at(-1)?.key, key);
  assertEquals(live.value.items.at(-1)?.state, "waiting");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
  assertEquals(seen.at(-1)?.status.state, "closed");
});
