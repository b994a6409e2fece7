import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { TailStatus } from "@rxgroupme/client";
import { push, type PushStatus } from "@rxgroupme/client/push";
import {
  type Conversations,
  conversations,
  type Timeline,
} from "@rxgroupme/client/timeline";
import type { Subscription } from "rxjs";
import { world } from "../support/world.ts";
import { liveWorld } from "./live.ts";

// A subscriber that acts as it is told has the others told of what follows
// first: what they hear last must be the value of now all the same.

Deno.test("LiveTimeline tells all subscribers of the snapshot of now last, where one sends as it is told", async () => {
  const { clock, live } = liveWorld(5);
  let last: Timeline<unknown> | undefined;
  let checked = 0;
  const sender = live.subscribe(({ items }) => {
    if (checked > 0 || items.length !== 5) return;
    checked += 1;
    live.send("hi");
    queueMicrotask(() => assertStrictEquals(last, live.value));
  });
  const shower = live.subscribe((snapshot) => last = snapshot);
  await clock.advance(10_000);
  assertEquals(checked, 1);
  assertStrictEquals(last, live.value);
  sender.unsubscribe();
  shower.unsubscribe();
});

Deno.test("LiveConversations tells all subscribers of the snapshot of now last, where one marks as read as it is told", async () => {
  const { clock, simulator, client } = world();
  simulator.addGroup({ history: 3, members: 2 }).setUnread(3);
  const list = conversations(client);
  let last: Conversations | undefined;
  const reader = list.subscribe(({ rows: [row] }) => {
    if (row?.unread) list.showAsRead(row.conversation);
  });
  const shower = list.subscribe((snapshot) => last = snapshot);
  await clock.advance(10_000);
  assertEquals(last?.rows[0]?.unread, 0);
  assertStrictEquals(last, list.value);
  reader.unsubscribe();
  shower.unsubscribe();
});

Deno.test("Tail.status$ tells all subscribers of the state of now last, where one ends the tail as it is told", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const tail = client.groups.messages(group.id).tail();
  let last: TailStatus | undefined;
  tail.status$.subscribe(({ error }) => error && running.unsubscribe());
  tail.status$.subscribe((status) => last = status);
  const running: Subscription = tail.subscribe();
  await clock.advance(10_000);
  simulator.outage(60_000);
  await clock.advance(60_000);
  assertEquals(last?.code, "stopped");
});

Deno.test("Push.status$ tells all subscribers of the state of now last, where one closes it as it is told", async () => {
  const { clock, simulator, client } = world();
  const live = push(client);
  let last: PushStatus | undefined;
  live.status$.subscribe(({ error }) => error && running.unsubscribe());
  live.status$.subscribe((status) => last = status);
  const running: Subscription = live.events().subscribe();
  await clock.advance(10_000);
  assertEquals(last?.state, "up");
  simulator.outage(60_000);
  await clock.advance(120_000);
  assert(running.closed);
  assertEquals(last?.reason, "stopped");
});
