import { arrival } from "../../lib/timeline/inputs.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { of, Subject, throwError } from "rxjs";
import { Client } from "@rxgroupme/client";
import {
  type Intent,
  timeline,
  type Visible,
} from "@rxgroupme/client/timeline";
import { reduce } from "../../lib/timeline/reducer.ts";
import { world } from "../support/world.ts";
import { liveWorld, texts } from "./live.ts";
import { loaded, messages, opening, START } from "./samples.ts";

Deno.test("timeline() goes on when a stream of the user's errors or ends", async () => {
  const streams = [throwError(() => new Error("of the user")), of(undefined)];
  for (const name of ["older$", "newer$", "intents$", "visible$"]) {
    for (const stream of streams) {
      const { clock, live } = liveWorld(30, { [name]: stream });
      const errors: unknown[] = [];
      const subscription = live.subscribe({ error: (it) => errors.push(it) });
      await clock.advance(1_000);
      assertEquals(errors, [], name);
      subscription.unsubscribe();
      assertEquals(clock.pending, 0);
    }
  }
});

Deno.test("timeline() is closed, and does not error, where a stream emits what it must not", async () => {
  const visible$ = new Subject<Visible>();
  const { clock, live, start } = liveWorld(30, { visible$ });
  const subscription = start();
  await clock.advance(1_000);
  visible$.next(null as never);
  await clock.advance(1_000);
  const { state, error } = live.value.status;
  assertEquals([state, error instanceof TypeError], ["closed", true]);
  assertEquals(live.value.items.length, 30);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveTimeline refuses wrong arguments at the call, and intents$ ignores them", async () => {
  const intents$ = new Subject<Intent>();
  const { clock, simulator, live, start } = liveWorld(30, { intents$ });
  const subscription = start();
  await clock.advance(1_000);
  const key = live.value.items[0]?.key ?? "";
  simulator.resetRequests();
  for (const to of [5, "", "0", "soon", null, {}, new Date(NaN)] as never[]) {
    assertThrows(() => live.jump(to), TypeError);
    intents$.next({ type: "jump", to });
  }
  assertThrows(() => live.jump(new Date(-1)), RangeError);
  intents$.next({ type: "jump", to: new Date(-1) });
  for (const reaction of ["", 5, undefined] as never[]) {
    assertThrows(() => live.react(key, reaction), TypeError);
    intents$.next({ type: "react", key, reaction });
  }
  intents$.next(null as never);
  intents$.next({ type: "fill" } as never);
  await clock.advance(1_000);
  assertEquals(live.value.status.state, "live");
  assertEquals(live.value.items[0]?.change, undefined);
  assertEquals(simulator.requests.length, 0);
  subscription.unsubscribe();
});

Deno.test("timeline() takes intents that are there when it starts, once", async () => {
  const intents$ = of<Intent>({ type: "send", content: "Ahoy" });
  const { clock, live, group, start } = liveWorld(3, { intents$ });
  const subscription = start();
  await clock.advance(3_000);
  assertEquals(texts(live.value).filter((text) => text === "Ahoy").length, 1);
  assertEquals(group.size, 4);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline shows an edit and a reaction at once", async () => {
  const { clock, live, group, start } = liveWorld(3);
  const subscription = start();
  await clock.advance(1_000);
  const key = live.send("Lnad ahead");
  await clock.advance(2_000);
  live.edit(key, "Land ahead");
  live.react(key, "🔥");
  const shown = live.value.items.at(-1);
  assertEquals(shown?.message.text, "Land ahead");
  assertEquals(shown?.reactions[0]?.reaction, "🔥");
  assertEquals(shown?.change, "react");
  await clock.advance(3_000);
  const after = live.value.items.at(-1);
  assertEquals(after?.message.text, "Land ahead");
  assertEquals(after?.reactions[0]?.isMine, true);
  assertEquals(after?.change, undefined);
  assertEquals(group.messageAt(3)?.text, "Land ahead");
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.remove() is sent though its row has left the window", async () => {
  const { clock, simulator, live, group, start } = liveWorld(600);
  const subscription = start();
  await clock.advance(1_000);
  const keys = [live.send("first"), live.send("second")];
  await clock.advance(3_000);
  subscription.unsubscribe();
  for (const key of keys) live.remove(key);
  // The window is elsewhere before any of them can leave.
  simulator.outage(1_000);
  const again = start();
  live.jump(group.idAt(50));
  await clock.advance(60_000);
  const stones = [600, 601].map((n) => group.messageAt(n)?.deleted_at);
  assertEquals(stones.map((it) => it !== undefined && it !== null), [
    true,
    true,
  ]);
  again.unsubscribe();
});

Deno.test("timeline() takes an edit's error away once the edit shows after all", () => {
  const state = loaded(0, 5);
  const error = new Error("lost") as never;
  const overlay = { change: "edit" as const, text: "better", error };
  const id = state.rows[2]?.id ?? "";
  const failed = reduce(state, [{ type: "overlay", id, overlay }]);
  assertEquals(failed.timeline.items[2]?.error, error);
  const rows = messages(2, 3).map((it) => ({
    ...it,
    text: "better",
    updated_at: START + 50,
  }));
  const seen = reduce(failed, [
    {
      type: "page",
      rows,
      learned: { asOf: 9, seconds: START },
      isUpdate: true,
    },
  ]);
  assertEquals(seen.timeline.items[2]?.error, undefined);
  assertEquals(seen.timeline.items[2]?.change, undefined);
  assertEquals(seen.overlays.size, 0);
});

Deno.test("timeline() names who is no member by their newest message", () => {
  const named = (from: number, to: number, name: string) =>
    messages(from, to).map((it) => ({ ...it, name }));
  const recent = loaded(0, 0);
  const state = reduce(recent, [opening(named(100, 110, "New"))]);
  const span = { from: "" };
  const learned = { asOf: 2, seconds: START };
  const older = reduce(state, [{
    type: "page",
    rows: named(90, 100, "Old"),
    learned,
    span,
    grows: "older",
  }]);
  const names = [...older.timeline.people.values()].map(({ name }) => name);
  assertEquals(names, ["New", "New", "New", "New"]);
  const [data] = named(110, 111, "Newest");
  const later = reduce(older, [arrival(data ?? {})]);
  assertEquals(later.timeline.people.get("103")?.name, "Newest");
  // Members, who leave.
  const person = { id: "103", name: "Member", isMember: true } as never;
  const left = reduce(later, [
    { type: "people", people: new Map([["103", person]]) },
    { type: "people", people: new Map() },
    {
      type: "page",
      rows: named(80, 90, "Oldest"),
      learned,
      span,
      grows: "older",
    },
  ]);
  assertEquals(left.timeline.people.get("103")?.name, "Member");
  assertEquals(left.timeline.people.get("103")?.isMember, false);
});

Deno.test("timeline() keeps the rows on the screen when the last one is not sent yet", async () => {
  const visible$ = new Subject<Visible>();
  const { clock, simulator, live, start } = liveWorld(900, {
    visible$,
    size: 200,
  });
  const subscription = start();
  await clock.advance(1_000);
  simulator.fault({ match: { method: "POST" }, hang: true });
  const key = live.send("on its way");
  const first = live.value.items.at(-20)?.key;
  visible$.next({ first, last: key });
  for (const _ of [1, 2, 3]) {
    live.loadOlder();
    await clock.advance(1_000);
  }
  assertEquals(live.value.items.at(-1)?.key, key);
  assertEquals(live.value.newer.state, "end");
  assertEquals(live.value.items.some((it) => it.key === first), true);
  subscription.unsubscribe();
});

Deno.test("timeline() reads older pages though an id fits no others", async () => {
  for (const odd of ["1754052300123456", "5", "97540523001234567890"]) {
    const { clock, simulator } = world();
    const group = simulator.addGroup({ members: 3, history: 250 });
    const middle = group.idAt(200);
    const client = new Client({
      token: simulator.token,
      scheduler: clock,
      fetch: async (...request) => {
        const answer = await simulator.fetch(...request);
        const text = (await answer.text()).replaceAll(
          `"${middle}"`,
          `"${odd}"`,
        );
        const { status, headers } = answer;
        return new Response(status === 304 ? null : text, { status, headers });
      },
    });
    const live = timeline(client, group.id);
    const subscription = live.subscribe();
    await clock.advance(1_000);
    for (const _ of [1, 2, 3]) {
      live.loadOlder();
      await clock.advance(1_000);
    }
    const ids = live.value.items.map(({ id }) => id);
    assertEquals(ids.filter((id) => id !== odd).length, 249, odd);
    assertEquals(live.value.older.state, "end");
    subscription.unsubscribe();
  }
});

Deno.test("LiveTimeline.jump() before the first page has come leaves no gap", async () => {
  for (const since of [undefined, 500]) {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 3, history: 1_000 });
    const live = timeline(client, group.id, {
      ...since && { since: group.idAt(since) },
    });
    simulator.fault({ match: { path: /messages/ }, times: 1, delay: 5_000 });
    const subscription = live.subscribe();
    await clock.advance(10);
    live.jump(group.idAt(300));
    await clock.advance(20_000);
    const { items, newer } = live.value;
    assertEquals(items.some(({ id }) => id === group.idAt(300)), true);
    assertEquals(items.at(-1)?.id, group.idAt(299 + 100));
    assertEquals(newer.state, "more");
    subscription.unsubscribe();
    assertEquals(clock.pending, 0);
  }
});

Deno.test("timeline() that is subscribed to again shows no failure of the run before", async () => {
  const { clock, simulator, live, group, start } = liveWorld(300);
  let subscription = start();
  await clock.advance(1_000);
  simulator.fault({ status: 403 });
  live.loadOlder();
  live.jump(group.idAt(3));
  await clock.advance(3_000);
  assertEquals(live.value.older.state, "failed");
  assertEquals(live.value.newer.state, "failed");
  subscription.unsubscribe();
  simulator.clearFaults();
  subscription = start();
  await clock.advance(3_000);
  assertEquals(live.value.older, { state: "more", unseen: 0 });
  assertEquals(live.value.newer, { state: "end", unseen: 0 });
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.send() without a subscriber keeps its row, wherever the window was", async () => {
  const { clock, live, group, start } = liveWorld(600);
  let subscription = start();
  await clock.advance(1_000);
  live.jump(group.idAt(50));
  await clock.advance(1_000);
  subscription.unsubscribe();
  const key = live.send("Ahoy");
  subscription = start();
  await clock.advance(5_000);
  const last = live.value.items.at(-1);
  assertEquals([last?.key, last?.state], [key, "sent"]);
  assertEquals(live.value.newer, { state: "end", unseen: 0 });
  subscription.unsubscribe();
});
