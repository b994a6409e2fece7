import { assert, assertEquals } from "@std/assert";
import { BehaviorSubject } from "rxjs";
import { push } from "@rxgroupme/client/push";
import {
  memoryCache,
  memoryOutbox,
  outbox,
  timeline,
  typingVia,
  type Visible,
} from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { liveWorld } from "./live.ts";

Deno.test("timeline() leaves no timer, request or listener after 1,000 subscriptions", async () => {
  const { clock, simulator, client } = world({ simulator: { latency: 50 } });
  const group = simulator.addGroup({ members: 3, history: 300 });
  const visible$ = new BehaviorSubject<Visible>({});
  const via = push(client);
  const live = timeline(client, group.id, {
    via,
    visible$,
    cache: memoryCache(),
    outbox: outbox(client, { store: memoryOutbox() }),
    typing: typingVia(via),
  });
  for (let i = 0; i < 1_000; i++) {
    const subscription = live.subscribe();
    // Left at every stage of what goes on.
    if (i % 7 === 0) await clock.advance(i % 5 * 20);
    if (i % 90 === 0) live.loadOlder();
    if (i % 100 === 0) live.send(`${i}`);
    subscription.unsubscribe();
  }
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
  assertEquals(simulator.open, 0);
  assertEquals(visible$.observed, false);
  assertEquals(live.value.status.state, "offline");
});

Deno.test("timeline() shares one run among its subscribers", async () => {
  const { clock, live, start, asked } = liveWorld(50);
  const all = Array.from({ length: 20 }, () => start());
  await clock.advance(500);
  assertEquals(asked().length, 3);
  for (const one of all.slice(1)) one.unsubscribe();
  await clock.advance(30_000);
  assert(asked().length > 0);
  all[0]?.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
  assertEquals(live.value.items.length, 50);
});

Deno.test("LiveTimeline is iterated over, and a slow consumer gets the latest", async () => {
  const { clock, simulator, group, live } = liveWorld(10);
  const lengths: number[] = [];
  const done = (async () => {
    for await (const { items } of live) {
      lengths.push(items.length);
      if (items.length >= 15) break;
      await new Promise((resolve) => clock.schedule(resolve, 30_000));
    }
  })();
  await clock.advance(1_000);
  for (let i = 0; i < 5; i++) {
    simulator.inject(group);
    await clock.advance(5_000);
  }
  await clock.advance(60_000);
  await done;
  assertEquals(lengths, [0, 15]);
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() keeps its window small over a year of scrolling", async () => {
  const { clock, simulator, group, live, start, seen } = liveWorld(20_000);
  let random = 7;
  const next = (below: number) => {
    random = random * 48_271 % 2_147_483_647;
    return random % below;
  };
  let largest = 0;
  for (let day = 0; day < 365; day++) {
    for (let i = next(30); i > 0; i--) simulator.inject(group);
    // At night the page is closed.
    const subscription = start();
    await clock.advance(1_000);
    for (let i = next(6); i > 0; i--) {
      const move = next(5);
      if (move < 2) live.loadOlder();
      else if (move < 3) live.loadNewer();
      else if (move < 4) live.toLive();
      else live.jump(group.idAt(next(group.size)));
      await clock.advance(500);
      largest = Math.max(largest, live.value.items.length);
      // In order, each once, and with nothing missing that is not marked.
      const ids = live.value.items.map(({ id = "" }) => id);
      assertEquals(new Set(ids).size, ids.length);
      if (live.value.items.some((it) => it.gapBefore)) continue;
      const from = group.size - count(group, ids[0] ?? "");
      assertEquals(ids, Array.from(ids, (_, n) => group.idAt(from + n)));
    }
    subscription.unsubscribe();
    await clock.advance(80_000_000);
    seen.length = 0;
  }
  assert(largest <= 400, `${largest} rows`);
  assertEquals(clock.pending, 0);
});

/** How many messages there are from an id on. */
function count(
  group: { size: number; idAt(at: number): string },
  id: string,
): number {
  let low = 0;
  let high = group.size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (group.idAt(middle) < id) low = middle + 1;
    else high = middle;
  }
  return group.size - low;
}
