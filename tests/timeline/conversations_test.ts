import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { LiveSignal } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import {
  type Conversations,
  conversations,
  timeline,
} from "@rxgroupme/client/timeline";
import { concat, map, of, timer } from "rxjs";
import { type World, world } from "../support/world.ts";

function setUp(groups: number): World & { groupIds: string[] } {
  const all = world();
  const groupIds = Array.from(
    { length: groups },
    (_, i) =>
      all.simulator.addGroup({ name: `G${i}`, members: 1, history: 3 }).id,
  );
  return { ...all, groupIds };
}

function titles({ rows }: Conversations): string[] {
  return rows.map(({ title }) => title);
}

function count({ simulator }: World, path: RegExp): number {
  const found = simulator.requests.filter((it) => path.test(it.path)).length;
  return found;
}

Deno.test("conversations() lists groups and chats by activity, and moves what is written in", async () => {
  const all = setUp(150);
  const { clock, simulator, client, groupIds } = all;
  const other = simulator.addUser({ name: "Bo" });
  simulator.addChat(other, { history: 2 });
  const live = conversations(client);
  const seen: Conversations[] = [];
  const subscription = live.subscribe((it) => seen.push(it));
  assertEquals(seen.length, 1);
  await clock.advance(1_000);
  assertEquals(live.value.rows.length, 151);
  assertEquals(live.value.status.state, "live");
  assert(Object.isFrozen(live.value.rows));
  await clock.advance(60_000);
  const before = live.value;
  simulator.inject(groupIds[77] ?? "", { text: "Ahoy" });
  await clock.advance(21_000);
  const { rows } = live.value;
  assertEquals(rows[0]?.title, "G77");
  assertEquals(rows[0]?.preview?.text, "Ahoy");
  assertEquals(rows[0]?.unread, 1);
  // Every other row is the same one.
  const known = new Set(before.rows);
  assertEquals(rows.filter((row) => !known.has(row)).length, 1);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("conversations() costs two requests a poll, whatever their number", async () => {
  const all = setUp(150);
  const { clock, simulator, client, groupIds } = all;
  const subscription = conversations(client).subscribe();
  await clock.advance(60_000);
  simulator.resetRequests();
  await clock.advance(60_000);
  const idle = simulator.requests.length;
  assert(idle <= 8, `${idle} while idle`);
  for (let i = 0; i < 40; i++) {
    simulator.inject(groupIds[i % 3] ?? "");
    await clock.advance(1_500);
  }
  simulator.resetRequests();
  for (let i = 0; i < 40; i++) {
    simulator.inject(groupIds[i % 3] ?? "");
    await clock.advance(1_500);
  }
  const busy = simulator.requests.length;
  assert(busy >= 50 && busy <= 62, `${busy} while busy`);
  subscription.unsubscribe();
});

Deno.test("conversations() drops what was left, and puts pinned ones first", async () => {
  const all = setUp(3);
  const { clock, client, groupIds } = all;
  const live = conversations(client);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  assertEquals(titles(live.value).sort(), ["G0", "G1", "G2"]);
  client.request({
    method: "PUT",
    host: "v4",
    path: "/pinned_conversations",
    body: { pinned_conversation_ids: [groupIds[0]] },
  }).subscribe();
  client.groups.get(groupIds[2] ?? "").subscribe((group) => {
    group.destroy().subscribe();
  });
  await clock.advance(901_000 + 21_000);
  assertEquals(titles(live.value), ["G0", "G1"]);
  assertEquals(live.value.rows[0]?.isPinned, true);
  subscription.unsubscribe();
});

Deno.test("conversations() by push reads the indexes each 15 minutes", async () => {
  const all = setUp(5);
  const { clock, simulator, client, groupIds } = all;
  const live = conversations(client, { via: push(client) });
  const subscription = live.subscribe();
  await clock.advance(60_000);
  simulator.resetRequests();
  simulator.inject(groupIds[4] ?? "", { text: "By push" });
  await clock.advance(1_000);
  assertEquals(live.value.rows[0]?.preview?.text, "By push");
  assertEquals(live.value.rows[0]?.unread, 1);
  await clock.advance(600_000);
  assertEquals(count(all, /groups|chats/), 0);
  subscription.unsubscribe();
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
});

Deno.test("conversations() by push keeps the preview of an edited message when an index has the words of the notice", async () => {
  const all = world();
  const { clock, simulator, client } = all;
  const group = simulator.addGroup({ name: "Tide", members: 1, history: 3 });
  const live = conversations(client, { via: push(client) });
  const subscription = live.subscribe();
  const shown = () => {
    const [row] = live.value.rows;
    return [row?.preview?.text, row?.preview?.isDeleted];
  };
  await clock.advance(60_000);
  const userId = simulator.me.id;
  const { id } = simulator.inject(group, { userId, text: "six" });
  await clock.advance(1_000);
  group.editBy(userId, id, "seven");
  await clock.advance(1_000);
  assertEquals(shown(), ["seven", false]);
  simulator.resetRequests();
  // The indexes are read, and once more.
  await clock.advance(2_000_000);
  assert(count(all, /groups$/) > 1);
  assertEquals(shown(), ["seven", false]);
  group.editBy(userId, id, "eight");
  await clock.advance(1_000_000);
  assertEquals(shown(), ["eight", false]);
  const [, other] = group.memberIds;
  simulator.inject(group, { userId: other, text: "and nine" });
  await clock.advance(1_000);
  assertEquals(shown(), ["and nine", false]);
  await clock.advance(1_000_000);
  assertEquals(shown(), ["and nine", false]);
  const { id: last } = simulator.inject(group, { userId, text: "ten" });
  await clock.advance(1_000);
  group.deleteBy(userId, last);
  await clock.advance(1_000_000);
  assertEquals(shown(), ["", true]);
  subscription.unsubscribe();
});

Deno.test("conversations() polls again once its source has given up", async () => {
  const all = setUp(2);
  const { clock, simulator, client, groupIds } = all;
  // As no source should: it has told that it is up, and says no more.
  const up = of<LiveSignal>({ type: "up" });
  const failing = timer(60_000, clock).pipe(map((): LiveSignal => {
    throw new Error("it broke");
  }));
  const live = conversations(client, {
    via: { watch: () => concat(up, failing) },
  });
  const subscription = live.subscribe();
  await clock.advance(90_000);
  simulator.inject(groupIds[1] ?? "", { text: "Ahoy" });
  await clock.advance(21_000);
  assertEquals(live.value.rows[0]?.preview?.text, "Ahoy");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveConversations.showAsRead() holds until somebody writes", async () => {
  const { clock, simulator, client, groupIds } = setUp(5);
  const [groupId = ""] = groupIds;
  const live = conversations(client, { via: push(client) });
  const seen: Conversations[] = [];
  const subscription = live.subscribe((it) => seen.push(it));
  await clock.advance(60_000);
  simulator.inject(groupId, { text: "one" });
  simulator.inject(groupId, { text: "two" });
  await clock.advance(1_000);
  const [before] = live.value.rows;
  assertEquals(before?.unread, 2);
  live.showAsRead({ groupId });
  assertEquals(live.value.rows[0]?.unread, 0);
  assertEquals(live.value.rows[0]?.preview?.text, "two");
  // What says nothing new is not emitted, and what is not listed is no error.
  const { length } = seen;
  live.showAsRead({ groupId });
  live.showAsRead({ groupId: "1" });
  assertEquals(seen.length, length);
  simulator.inject(groupId, { text: "three" });
  await clock.advance(1_000);
  assertEquals(live.value.rows[0]?.unread, 1);
  subscription.unsubscribe();
});

Deno.test("LiveConversations.showAsRead() holds against an index that was requested before", async () => {
  const all = world({ simulator: { latency: 2_000 } });
  const { clock, simulator, client } = all;
  const group = simulator.addGroup({ name: "Tide", members: 1, history: 9 });
  group.setUnread(4);
  const live = conversations(client);
  const unread = () => live.value.rows.map((it) => it.unread);
  const subscription = live.subscribe();
  await clock.advance(10_000);
  assertEquals(unread(), [4]);
  // Also where what is under way is a walk through all of them.
  for (const wait of [20_000, 900_000]) {
    await clock.advance(wait);
    const requests = count(all, /^\/v3\/groups$/);
    while (count(all, /^\/v3\/groups$/) === requests) await clock.advance(100);
    live.showAsRead({ groupId: group.id });
    await clock.advance(3_000);
    assertEquals(unread(), [0]);
    // The next one knows better.
    await clock.advance(200_000);
    assertEquals(unread(), [4]);
  }
  subscription.unsubscribe();
});

Deno.test("conversations() is a source for timelines, which then poll nothing themselves", async () => {
  const all = setUp(5);
  const { clock, simulator, client, groupIds } = all;
  const [groupId = ""] = groupIds;
  const list = conversations(client);
  const listing = list.subscribe();
  const live = timeline(client, groupId, { via: list, refresh: false });
  const subscription = live.subscribe();
  await clock.advance(60_000);
  assertEquals(live.value.status.code, "push");
  simulator.resetRequests();
  await clock.advance(120_000);
  assertEquals(count(all, /messages/), 0);
  simulator.inject(groupId, { text: "Heard of" });
  await clock.advance(21_000);
  assertEquals(live.value.items.at(-1)?.message.text, "Heard of");
  assert(count(all, /messages/) <= 3, `${count(all, /messages/)}`);
  subscription.unsubscribe();
  listing.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("conversations() goes on without an index that fails, and is closed by a refusal", async () => {
  const all = setUp(3);
  const { clock, simulator, client, groupIds } = all;
  const live = conversations(client);
  const subscription = live.subscribe();
  await clock.advance(5_000);
  const fault = simulator.fault({ match: { path: /chats/ }, status: 500 });
  simulator.inject(groupIds[0] ?? "", { text: "Still here" });
  await clock.advance(30_000);
  assertEquals(live.value.rows[0]?.preview?.text, "Still here");
  assertEquals(live.value.status.state, "live");
  fault.remove();
  const outage = simulator.outage(60_000);
  await clock.advance(30_000);
  assertEquals(live.value.status.state, "offline");
  assert(live.value.status.retryAt);
  outage.remove();
  await clock.advance(60_000);
  assertEquals(live.value.status.state, "live");
  const { rows } = live.value;
  simulator.revokeToken(simulator.token);
  await clock.advance(60_000);
  assertEquals(live.value.status.state, "closed");
  assertStrictEquals(live.value.rows, rows);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("conversations() as a source leaves a timeline told of what the other has read", async () => {
  const { clock, simulator, client } = world();
  const bo = simulator.addUser({ name: "Bo" });
  const chat = simulator.addChat(bo, { history: 3 });
  const list = conversations(client, { via: push(client) });
  const live = timeline(client, { otherUserId: bo.id }, { via: list });
  const subscription = live.subscribe();
  await clock.advance(60_000);
  assertEquals(live.value.status.code, "push");
  live.send("low tide at six");
  await clock.advance(1_000);
  chat.readBy(bo);
  await clock.advance(30_000);
  assertEquals(live.value.readBy?.id, live.value.items.at(-1)?.id);
  subscription.unsubscribe();
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
});

Deno.test("conversations() by push is pushed also where it was opened without a network", async () => {
  const all = setUp(2);
  const { clock, simulator, client } = all;
  simulator.outage(120_000);
  const list = conversations(client, { via: push(client) });
  const running = list.subscribe();
  await clock.advance(300_000);
  assertEquals(list.value.status.code, "push");
  running.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
});
