import { assertEquals } from "@std/assert";
import { type AnyMessage, Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import type { VirtualClock } from "@rxgroupme/client/testing";
import { map, type Observable, type SchedulerLike, timer } from "rxjs";
import { world } from "../support/world.ts";

/** A clock that shows another time than the server's. */
function off(clock: VirtualClock, by: { ms: number }): SchedulerLike {
  return {
    now: () => clock.now() + by.ms,
    schedule: clock.schedule.bind(clock),
  };
}

/** A group, and its messages for a client whose clock can be set. */
function offWorld() {
  const by = { ms: 0 };
  const { clock, simulator } = world();
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, scheduler: off(clock, by) });
  const group = simulator.addGroup({ history: 3 });
  const messages = client.groups.messages(group.id);
  return { by, clock, simulator, group, client, messages };
}

Deno.test("Tail polls on in time when the clock is set back by an hour", async () => {
  const { by, clock, simulator, group, messages } = offWorld();
  const seen: (string | undefined)[] = [];
  const running = messages.tail()
    .subscribe(({ text }) => seen.push(text));
  await clock.advance(60_000);
  by.ms = -3_600_000;
  await clock.advance(10_000);
  simulator.inject(group, { text: "after" });
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(seen, ["after"]);
});

for (const ms of [10_000, -3_600_000]) {
  Deno.test(`Tail finds what was late for an earlier run on a clock that was off by ${ms} ms`, async () => {
    for (let wait = 0; wait < 5_000; wait += 500) {
      const by = { ms: 0 };
      const { clock, simulator } = world();
      const group = simulator.addGroup({ history: 3 });
      const seen: (string | undefined)[] = [];
      let kept: string | undefined;
      const start = () => {
        const { token, fetch } = simulator;
        const scheduler = off(clock, { ...by });
        const ours = new Client({ token, fetch, scheduler });
        const cursor = memoryCursor(kept);
        const running = ours.groups.messages(group.id).tail({ cursor }).pipe(
          commit(cursor),
        ).subscribe(({ text }) => seen.push(text));
        return () => {
          running.unsubscribe();
          kept = cursor.get() as string;
        };
      };
      let stop = start();
      await clock.advance(10_000);
      simulator.inject(group, { text: "late", visibleAfter: 4_900 });
      simulator.inject(group, { text: "early" });
      await clock.advance(wait);
      stop();
      await clock.settle();
      by.ms = ms;
      stop = start();
      await clock.advance(60_000);
      stop();
      await clock.settle();
      assertEquals(seen.toSorted(), ["early", "late"], `after ${wait} ms`);
    }
  });
}

Deno.test("Tail polls on in time when the clock is set back while its consumer is busy", async () => {
  const { by, clock, simulator, group, messages } = offWorld();
  const seen: (string | undefined)[] = [];
  const running = messages.tail().concatMap(({ text }) =>
    timer(10_000, clock).pipe(map(() => seen.push(text)))
  ).subscribe();
  await clock.advance(10_000);
  simulator.inject(group, { text: "busy" });
  await clock.advance(5_000);
  by.ms = -3_600_000;
  await clock.advance(20_000);
  simulator.inject(group, { text: "after" });
  await clock.advance(40_000);
  running.unsubscribe();
  assertEquals(seen, ["busy", "after"]);
});

for (const ms of [10_000, 3_600_000, -3_600_000]) {
  for (const isAll of [false, true]) {
    Deno.test(`${isAll ? "Client" : "Messages"}.tail() delivers what is late while the clock is set by ${ms} ms`, async () => {
      const { by, clock, simulator, group, client } = offWorld();
      const seen: (string | undefined)[] = [];
      const options = { interval: 1_000, maxInterval: 1_000 };
      const tail: Observable<AnyMessage> = isAll
        ? client.tail(options)
        : client.groups.messages(group.id).tail(options);
      const running = tail.subscribe(({ text }) => seen.push(text));
      await clock.advance(20_000);
      simulator.inject(group, { text: "late", visibleAfter: 4_000 });
      await clock.advance(100);
      simulator.inject(group, { text: "prompt" });
      await clock.advance(1_500);
      by.ms = ms;
      await clock.advance(60_000);
      running.unsubscribe();
      assertEquals(seen, ["prompt", "late"]);
    });
  }
}

for (const ms of [0, 3_600_000, -3_600_000]) {
  Deno.test(`Client.tail() delivers the first messages of an account on a clock that is off by ${ms} ms`, async () => {
    const { clock, simulator } = world();
    const { token, fetch } = simulator;
    const scheduler = off(clock, { ms });
    const seen: (string | undefined)[] = [];
    const running = new Client({ token, fetch, scheduler }).tail()
      .subscribe(({ text }) => seen.push(text));
    await clock.advance(60_000);
    const group = simulator.addGroup({ members: 2 });
    for (const text of ["one", "two"]) {
      simulator.inject(group, { text });
      await clock.advance(60_000);
    }
    running.unsubscribe();
    assertEquals(seen.filter((text) => /^(one|two)$/.test(text ?? "")), [
      "one",
      "two",
    ]);
  });
}

Deno.test("Session.request() waits no longer when the clock is set back", async () => {
  for (const rateLimit of [{ requests: 1, perMs: 1_000 }, false as const]) {
    const by = { ms: 0 };
    const { clock, simulator } = world();
    const { token, fetch } = simulator;
    const scheduler = off(clock, by);
    const ours = new Client({ token, fetch, scheduler, rateLimit });
    if (!rateLimit) simulator.fault({ status: 429, times: 1 });
    const answers: unknown[] = [];
    const ask = () => ours.groups.list().subscribe((it) => answers.push(it));
    ask();
    await clock.advance(100);
    by.ms = -3_600_000;
    ask();
    await clock.advance(70_000);
    assertEquals(answers.length, 2);
  }
});
