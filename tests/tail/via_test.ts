import { assert, assertEquals } from "@std/assert";
import type { Message } from "@rxgroupme/client";
import fc from "fast-check";
import { EMPTY, throwError } from "rxjs";
import { FakeSource } from "../support/live_source.ts";
import { seedOf } from "../support/mutate.ts";
import { world } from "../support/world.ts";

function pushed(history = 10) {
  const here = world();
  const group = here.simulator.addGroup({ history });
  const via = new FakeSource(here.simulator);
  const tail = here.client.groups.messages(group.id).tail({ via });
  const seen: Message[] = [];
  const states: string[] = [];
  const watching = tail.status$.subscribe(({ state, reason }) =>
    states.push(`${state}: ${reason}`)
  );
  const running = tail.subscribe((message) => seen.push(message));
  const stop = async () => {
    running.unsubscribe();
    watching.unsubscribe();
    await here.clock.settle();
    assertEquals(here.clock.pending, 0);
    assertEquals(here.simulator.open, 0);
  };
  return { ...here, group, via, seen, states, stop };
}

Deno.test("Tail via push delivers at once, without a request", async () => {
  const { clock, simulator, group, seen, states, stop } = pushed();
  await clock.advance(30_000);
  simulator.resetRequests();
  for (let i = 0; i < 20; i++) {
    simulator.inject(group, { text: `${i}` });
    assertEquals(seen.length, i + 1);
    await clock.advance(1_000);
  }
  assertEquals(simulator.requests, []);
  assertEquals(states.at(-1), "live: push");
  await stop();
});

Deno.test("Tail via push makes few requests in an idle hour", async () => {
  const { clock, simulator, stop } = pushed();
  await clock.advance(3_600_000);
  assert(simulator.requests.length <= 8, `${simulator.requests.length}`);
  await stop();
});

Deno.test("Tail via push polls while it is down, and backfills when it is up again", async () => {
  const { clock, simulator, group, via, seen, states, stop } = pushed();
  await clock.advance(30_000);
  via.isUp = false;
  await clock.advance(5_000);
  assertEquals(states.at(-1), "live: polling, since push is down: cut");
  simulator.inject(group, { text: "polled" });
  await clock.advance(20_000);
  assertEquals(seen.length, 1);
  simulator.inject(group, { text: "missed" });
  via.isUp = true;
  await clock.advance(500);
  assertEquals(seen.length, 2);
  assertEquals(states.at(-1), "live: push");
  await stop();
});

Deno.test("Tail via push finds within a quarter of an hour what was lost in silence", async () => {
  const { clock, simulator, group, via, seen, stop } = pushed();
  await clock.advance(30_000);
  via.isMute = true;
  simulator.inject(group, { text: "lost" });
  await clock.advance(900_000);
  assertEquals(seen.map(({ text }) => text), ["lost"]);
  await stop();
});

for (const ended of [EMPTY, throwError(() => new Error("broken"))]) {
  Deno.test("Tail goes on by polling when its source gives up", async () => {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ history: 10 });
    const via = { watch: () => ended };
    const seen: string[] = [];
    const running = client.groups.messages(group.id).tail({ via })
      .subscribe(({ id }) => seen.push(id));
    await clock.advance(5_000);
    const { id } = simulator.inject(group);
    await clock.advance(20_000);
    assertEquals(seen, [id]);
    running.unsubscribe();
    await clock.settle();
    assertEquals(clock.pending, 0);
  });
}

Deno.test("Tail via push loses nothing that is pushed while its consumer is busy", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 10 });
  const via = new FakeSource(simulator);
  const seen: string[] = [];
  let release = () => {};
  const working = client.groups.messages(group.id).tail({ via })
    .concatMap((message) => {
      seen.push(message.id);
      return new Promise<void>((resolve) => release = resolve);
    }).subscribe();
  await clock.advance(10_000);
  const sent = Array.from({ length: 1_500 }, () => simulator.inject(group).id);
  for (let i = 0; i < sent.length; i++) {
    release();
    await clock.advance(i % 100 ? 0 : 10_000);
  }
  assertEquals(seen, sent);
  working.unsubscribe();
  release();
});

Deno.test("Tail via push delivers each message once through 200 random schedules", async () => {
  const seed = seedOf("via", 10_505);
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 8_000 }),
    size: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(120)),
    visibleAfter: fc.constantFrom(0, 0, 0, 2_000, 4_900),
    isUp: fc.boolean(),
    isMute: fc.constantFrom(false, false, false, false, true),
    outage: fc.constantFrom(0, 0, 0, 0, 20_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      async (steps) => {
        const { clock, simulator, group, via, seen, stop } = pushed();
        simulator.fault({ status: 502, probability: 0.2 });
        await clock.advance(120_000);
        const sent: string[] = [];
        const late = new Set<string>();
        for (
          const { pause, size, visibleAfter, isUp, isMute, outage } of steps
        ) {
          await clock.advance(pause);
          via.isUp = isUp;
          via.isMute = isMute;
          if (outage) simulator.outage(outage);
          for (let i = 0; i < size; i++) {
            const { id } = simulator.inject(group, i ? {} : { visibleAfter });
            sent.push(id);
            if (i === 0 && visibleAfter > 0) late.add(id);
          }
        }
        await clock.advance(2_000_000);
        await stop();
        const ids = seen.map(({ id }) => id);
        assertEquals(ids.toSorted(), sent.toSorted());
        // What is lost in silence is found later than what came after it.
        if (steps.some(({ isMute }) => isMute)) return;
        const timely = ids.filter((id) => !late.has(id));
        assertEquals(timely, timely.toSorted(), "oldest first");
      },
    ),
    { numRuns: 200, seed },
  );
});

Deno.test("Tail via push polls once for many messages, however quickly they come", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const seen: string[] = [];
  const running = client.groups.messages(group.id)
    .tail({ via: new FakeSource(simulator) })
    .subscribe(({ id }) => seen.push(id));
  await clock.advance(60_000);
  simulator.resetRequests();
  const sent: string[] = [];
  for (let i = 0; i < 1_200; i++) {
    sent.push(simulator.inject(group).id);
    await clock.advance(50);
  }
  running.unsubscribe();
  assertEquals(seen, sent);
  const { length } = simulator.requests;
  assert(length > 0 && length < 100, `${length} requests`);
});
