import { assert, assertEquals } from "@std/assert";
import { push } from "@rxgroupme/client/push";
import { timeline, type Visible } from "@rxgroupme/client/timeline";
import { BehaviorSubject } from "rxjs";
import { world } from "../support/world.ts";
import { liveWorld } from "./live.ts";

Deno.test("timeline() after a short absence has every message and no gap", async () => {
  const { clock, simulator, group, live, start, asked } = liveWorld(50);
  const first = start();
  await clock.advance(5_000);
  first.unsubscribe();
  await clock.advance(5_000);
  for (let i = 0; i < 150; i++) simulator.inject(group);
  asked();
  const second = start();
  await clock.advance(1_000);
  assertEquals(live.value.items.length, 200);
  assertEquals(live.value.items.filter((it) => it.gapBefore).length, 0);
  assertEquals(asked().filter((it) => it.includes("/messages")).length, 2);
  second.unsubscribe();
});

Deno.test("timeline() after a long absence shows the newest first, and marks the gap", async () => {
  const { clock, simulator, group, live, seen, start, asked } = liveWorld(
    50,
    { size: 2_000 },
  );
  const first = start();
  await clock.advance(5_000);
  first.unsubscribe();
  for (let i = 0; i < 10_000; i++) simulator.inject(group);
  await clock.advance(5_000);
  asked();
  seen.length = 0;
  const second = start();
  await clock.advance(1_000);
  const pages = asked().filter((it) => it.includes("/messages"));
  assertEquals(pages.length, 3);
  const snapshots = seen.length;
  // That of the subscription, then one a page at most.
  assert(snapshots <= 1 + pages.length + 1, `${snapshots} snapshots`);
  assertEquals(live.value.items.length, 350);
  const [seam, ...others] = live.value.items.filter((it) => it.gapBefore);
  assertEquals(others, []);
  assertEquals(seam?.gapBefore, "open");
  assertEquals(seam?.id, group.idAt(10_050 - 300));

  live.fill(seam?.key ?? "");
  assertEquals(
    live.value.items.find(({ key }) => key === seam?.key)?.gapBefore,
    "loading",
  );
  await clock.advance(60_000);
  // fill() reads what is in the gap, and the tail, for late ones, the 300 rows
  // beyond it alone.
  assertEquals(asked().filter((it) => it.includes("after_id")).length, 19 + 3);
  // As many as fit; the rest is still marked.
  const { items } = live.value;
  assertEquals(items.length, 2_000);
  const at = items.findIndex((it) => it.gapBefore === "open");
  assertEquals(items[at]?.key, seam?.key);
  // From the last message below which nothing late can be missing.
  assertEquals(items[at - 1]?.id, group.idAt(48 + 1_900));
  assertEquals(
    items.slice(0, at).map(({ id }) => id),
    Array.from({ length: at }, (_, i) => group.idAt(1_949 - at + i)),
  );
  second.unsubscribe();
  assertEquals(clock.pending, 0);
});

for (const atEnd of [true, false]) {
  const stays = atEnd ? "at the live end" : "where it was read";
  Deno.test(`timeline() after a long absence stays ${stays}`, async () => {
    const visible$ = new BehaviorSubject<Visible>({});
    const { clock, simulator, group, live, start } = liveWorld(20, {
      visible$,
    });
    const first = start();
    await clock.advance(5_000);
    const keys = live.value.items.slice(-6).map(({ key }) => key);
    visible$.next({ first: keys[0]!, last: keys[5]!, atEnd });
    await clock.advance(1_000);
    first.unsubscribe();
    for (let i = 0; i < 450; i++) simulator.inject(group);
    const second = start();
    await clock.advance(1_000);
    const { items, newer } = live.value;
    assertEquals(items.length, 300);
    assertEquals(newer.state, atEnd ? "end" : "more");
    assertEquals(items.at(-1)?.id === group.idAt(469), atEnd);
    assertEquals(items.some(({ key }) => key === keys[0]), !atEnd);
    second.unsubscribe();
    assertEquals(clock.pending, 0);
  });
}

Deno.test("LiveTimeline.fill() closes a gap", async () => {
  const { clock, simulator, group, live, start } = liveWorld(50, {
    size: 2_000,
    maxCatchUp: 1,
  });
  const first = start();
  await clock.advance(5_000);
  first.unsubscribe();
  for (let i = 0; i < 750; i++) simulator.inject(group);
  const second = start();
  await clock.advance(1_000);
  const seam = live.value.items.find((it) => it.gapBefore);
  live.fill(seam?.key ?? "");
  await clock.advance(1_000);
  assertEquals(live.value.items.filter((it) => it.gapBefore), []);
  assertEquals(
    live.value.items.map(({ id }) => id),
    Array.from({ length: 800 }, (_, i) => group.idAt(i)),
  );
  second.unsubscribe();
});

Deno.test("LiveTimeline.fill() that fails says so, and can be tried again", async () => {
  const { clock, simulator, group, live, start } = liveWorld(50, {
    maxCatchUp: 1,
  });
  const first = start();
  await clock.advance(5_000);
  first.unsubscribe();
  for (let i = 0; i < 150; i++) simulator.inject(group);
  const second = start();
  await clock.advance(1_000);
  const { key = "" } = live.value.items.find((it) => it.gapBefore) ?? {};
  const fault = simulator.fault({ match: { path: /messages/ }, status: 500 });
  live.fill(key);
  await clock.advance(120_000);
  const state = () => live.value.items.find((it) => it.key === key)?.gapBefore;
  assertEquals(state(), "failed");
  fault.remove();
  live.fill(key);
  await clock.advance(60_000);
  assertEquals(state(), undefined);
  second.unsubscribe();
});

Deno.test("timeline() makes one snapshot of 1,000 events in one answer", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 10 });
  const live = timeline(client, group.id, { via: push(client), size: 2_000 });
  let snapshots = 0;
  const subscription = live.subscribe(() => snapshots++);
  await clock.advance(60_000);
  const before = snapshots;
  for (let i = 0; i < 1_000; i++) simulator.inject(group);
  await clock.advance(1_000);
  assertEquals(live.value.items.length, 1_010);
  assert(snapshots - before <= 2, `${snapshots - before} snapshots`);
  subscription.unsubscribe();
  await clock.advance(10_000);
  assertEquals(clock.pending, 0);
});
