import { assert, assertEquals, assertThrows } from "@std/assert";
import { Subject } from "rxjs";
import { type Intent, timeline } from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { liveWorld } from "./live.ts";

Deno.test("LiveTimeline.jump() goes to any message of a long history by two requests", async () => {
  const { clock, live, group, start, asked } = liveWorld(50_000);
  const subscription = start();
  await clock.advance(500);
  asked();
  live.jump(group.idAt(20_000));
  assertEquals(live.value.newer.state, "loading");
  await clock.advance(500);
  assertEquals(asked().length, 2);
  const ids = live.value.items.map(({ id }) => id);
  assertEquals(ids, Array.from(ids, (_, n) => group.idAt(19_900 + n)));
  assert(ids.includes(group.idAt(20_000)));
  assertEquals(live.value.newer.state, "more");
  assertEquals(live.value.older.state, "more");
  live.loadNewer();
  await clock.advance(500);
  assertEquals(live.value.items.at(-1)?.id, group.idAt(20_199));
  live.toLive();
  await clock.advance(500);
  assertEquals(live.value.items.at(-1)?.id, group.idAt(49_999));
  assertEquals(live.value.newer.state, "end");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveTimeline.jump() goes to a day, whether or not made-up ids are taken", async () => {
  for (const strictAnchors of [false, true]) {
    const { clock, live, group, start, asked } = liveWorld(20_000, {}, {
      simulator: { strictAnchors },
    });
    const subscription = start();
    await clock.advance(500);
    asked();
    const at = new Date(1_000 * (group.messageAt(7_000)?.created_at ?? 0));
    live.jump(at);
    await clock.advance(2_000);
    const first = live.value.items.findIndex(({ message }) =>
      Number(message.createdAt) >= +at
    );
    const { length } = live.value.items;
    assert(first > 0 && first < length, `${first} of ${length}`);
    assertEquals(
      Number(live.value.items[first]?.message.createdAt),
      +at,
    );
    // One of them asks whether GroupMe takes such ids, once a client.
    const jumps = () =>
      asked().filter((it) => /before_id|after_id/.test(it)).length;
    if (strictAnchors) assert(jumps() <= 10);
    else assertEquals(jumps(), 3);
    live.jump(at);
    await clock.advance(2_000);
    // With a picture near the date some pages, without made-up ids.
    if (strictAnchors) assert(jumps() <= 8);
    else assertEquals(jumps(), 2);
    subscription.unsubscribe();
  }
});

Deno.test("LiveTimeline.jump() to before the beginning and to the future shows the ends", async () => {
  const { clock, live, group, start } = liveWorld(350);
  const subscription = start();
  await clock.advance(500);
  live.jump(new Date(0));
  await clock.advance(500);
  assertEquals(live.value.items[0]?.id, group.idAt(0));
  assertEquals(live.value.older.state, "end");
  live.jump(new Date(4e12));
  await clock.advance(500);
  assertEquals(live.value.items.at(-1)?.id, group.idAt(349));
  assertEquals(live.value.newer.state, "end");
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.jump() that fails tells at the lower edge, and keeps the rows", async () => {
  const { clock, live, group, simulator, start } = liveWorld(500);
  const subscription = start();
  await clock.advance(500);
  simulator.fault({ match: { path: /messages$/ }, status: 403 });
  const { items } = live.value;
  live.jump(group.idAt(20));
  await clock.advance(500);
  assertEquals(live.value.newer.state, "failed");
  assertEquals(live.value.newer.error?.status, 403);
  assertEquals(live.value.items, items);
  subscription.unsubscribe();
});

Deno.test("timeline() opens at a message, at a date, and after a message", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 1_000 });
  const around = timeline(client, group.id, { around: group.idAt(300) });
  const since = timeline(client, group.id, { since: group.idAt(500) });
  const seconds = group.messageAt(600)?.created_at ?? 0;
  const dated = timeline(client, group.id, { around: new Date(seconds * 1e3) });
  const all = [around, since, dated].map((live) => live.subscribe());
  await clock.advance(2_000);
  const has = (live: typeof around, n: number) =>
    live.value.items.some(({ id }) => id === group.idAt(n));
  assertEquals([has(around, 299), has(around, 300), has(around, 399)], [
    true,
    true,
    true,
  ]);
  assertEquals(around.value.newer.state, "more");
  assertEquals(since.value.items[0]?.id, group.idAt(501));
  assertEquals(has(dated, 600), true);
  // What is written meanwhile is counted.
  simulator.inject(group);
  await clock.advance(21_000);
  assertEquals(around.value.newer.unseen, 1);
  around.loadNewer();
  await clock.advance(500);
  assertEquals(has(around, 450), true);
  for (const subscription of all) subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() opens at a date, whether or not made-up ids are taken", async () => {
  for (const strictAnchors of [false, true]) {
    for (const option of ["around", "since"]) {
      const { clock, simulator, client } = world({
        simulator: { strictAnchors },
      });
      const group = simulator.addGroup({ members: 3, history: 3_000 });
      const at = new Date(1_000 * (group.messageAt(700)?.created_at ?? 0));
      const live = timeline(client, group.id, { [option]: at });
      const subscription = live.subscribe();
      await clock.advance(10_000);
      const ids = live.value.items.map(({ id }) => id);
      assert(ids.includes(group.idAt(700)), `${option} ${strictAnchors}`);
      assertEquals(live.value.newer.state, "more");
      subscription.unsubscribe();
    }
  }
});

Deno.test("timeline() takes its intents as Observables too", async () => {
  const older$ = new Subject<void>();
  const newer$ = new Subject<void>();
  const { clock, live, start } = liveWorld(500, { older$, newer$ });
  const subscription = start();
  await clock.advance(500);
  for (let i = 0; i < 3; i++) {
    older$.next();
    await clock.advance(500);
  }
  assertEquals(live.value.items.length, 300);
  assertEquals(live.value.newer.state, "more");
  newer$.next();
  await clock.advance(500);
  assertEquals(live.value.newer.state, "end");
  subscription.unsubscribe();
  assertEquals([older$.observed, newer$.observed], [false, false]);
});

Deno.test("timeline() does what intents$ asks for, and ignores what cannot be", async () => {
  const intents$ = new Subject<Intent>();
  const { clock, live, group, start } = liveWorld(10, { intents$ });
  const subscription = start();
  await clock.advance(500);
  intents$.next({ type: "send", content: "" });
  intents$.next({ type: "send", content: "Ahoy" });
  await clock.advance(500);
  assertEquals(group.messageAt(10)?.text, "Ahoy");
  const { key = "" } = live.value.items.at(-1) ?? {};
  intents$.next({ type: "edit", key, content: "Ahoy!" });
  intents$.next({ type: "react", key, reaction: "🔥" });
  await clock.advance(500);
  assertEquals(group.messageAt(10)?.text, "Ahoy!");
  assertEquals(group.messageAt(10)?.favorited_by.length, 1);
  intents$.next({ type: "remove", key });
  await clock.advance(500);
  assertEquals(live.value.items.at(-1)?.isDeleted, true);
  subscription.unsubscribe();
  assertEquals(intents$.observed, false);
});

Deno.test("timeline() that fails to load older rows says so, and tries again when asked", async () => {
  const { clock, live, simulator, start } = liveWorld(300);
  const subscription = start();
  await clock.advance(500);
  const fault = simulator.fault({ match: { path: /messages/ }, status: 403 });
  live.loadOlder();
  await clock.advance(500);
  assertEquals(live.value.older.state, "failed");
  assertEquals(live.value.older.error?.status, 403);
  fault.remove();
  live.loadOlder();
  await clock.advance(500);
  assertEquals(live.value.older.state, "more");
  assertEquals(live.value.items.length, 200);
  subscription.unsubscribe();
});

Deno.test("timeline() refuses wrong arguments at the call", () => {
  const { client } = world();
  const wrong: [unknown, ErrorConstructor][] = [
    [{ size: 150 }, RangeError],
    [{ size: 100.5 }, RangeError],
    [{ page: 0 }, RangeError],
    [{ page: 101 }, RangeError],
    [{ maxCatchUp: 0 }, RangeError],
    [{ emitEvery: -1 }, RangeError],
    [{ interval: 0 }, RangeError],
    [{ refresh: { newest: 0 } }, RangeError],
    [{ timeZone: "Mars/Olympus" }, RangeError],
    [{ around: "yesterday" }, TypeError],
    [{ around: new Date(NaN) }, TypeError],
    [{ around: "unread" }, TypeError],
    [{ since: "first" }, TypeError],
    [{ since: "1", around: "1" }, TypeError],
    [{ show: "all" }, TypeError],
    [{ outbox: {} }, TypeError],
    [{ via: {} }, TypeError],
    [{ refresh: true }, TypeError],
    [{ since: 123 }, TypeError],
    [{ around: 123 }, TypeError],
    [{ around: new Date(-1) }, RangeError],
    [{ older$: 1 }, TypeError],
    [{ newer$: {} }, TypeError],
    [{ intents$: "all" }, TypeError],
    [{ visible$: [] }, TypeError],
  ] as [unknown, ErrorConstructor][];
  for (const [options, Kind] of wrong) {
    assertThrows(() => timeline(client, "1", options as never), Kind);
  }
  for (const conversation of ["", "a", null, {}, { groupId: "x" }, 5]) {
    assertThrows(() => timeline(client, conversation as never), TypeError);
  }
  assertThrows(() => timeline(client, "1").jump("yesterday"), TypeError);
});
