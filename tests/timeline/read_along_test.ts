import { assertEquals } from "@std/assert";
import { readPlace, timeline } from "@rxgroupme/client/timeline";
import { type World, world } from "../support/world.ts";

/** A timeline whose last four messages are unread. */
function stage() {
  const all: World = world();
  const { simulator, client } = all;
  const group = simulator.addGroup({ members: 2, history: 5 });
  const ids = ["1", "2", "3", "4"].map((text) =>
    simulator.inject(group, { text }).id
  );
  const open = () => timeline(client, group.id, { read: readPlace(client) });
  const receipts = () =>
    simulator.requests.filter(({ method, path }) =>
      method === "POST" && path.includes("read_receipts")
    ).length;
  return { ...all, group, ids, open, receipts };
}

Deno.test("LiveTimeline.markRead() of a row leaves what is below it unread", async () => {
  const { clock, group, ids, open } = stage();
  const live = open();
  const subscription = live.subscribe();
  await clock.advance(1_000);
  assertEquals(live.value.unread.count, 4);
  live.markRead(ids[1]);
  const [, readUpTo, firstKey] = ids;
  assertEquals(live.value.unread, { count: 2, firstKey, readUpTo });
  await clock.advance(1_000);
  assertEquals(group.unread(), 2);
  // What is read stays so.
  live.markRead(ids[0]);
  assertEquals(live.value.unread, { count: 2, firstKey, readUpTo });
  live.markRead(ids[3]);
  assertEquals(live.value.unread, { count: 0, readUpTo: ids[3] });
  await clock.advance(20_000);
  assertEquals(group.unread(), 0);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.markRead() sends no receipt behind what is read on the server", async () => {
  const { clock, group, ids, open, receipts } = stage();
  const first = open();
  let subscription = first.subscribe();
  await clock.advance(1_000);
  first.markRead();
  await clock.advance(20_000);
  assertEquals([receipts(), group.unread()], [1, 0]);
  subscription.unsubscribe();
  const second = open();
  subscription = second.subscribe();
  await clock.advance(1_000);
  second.markRead(ids[0]);
  await clock.advance(20_000);
  assertEquals([receipts(), group.unread()], [1, 0]);
  subscription.unsubscribe();
});
