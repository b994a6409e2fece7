import { assert, assertEquals, assertRejects } from "@std/assert";
import { catchUp, Client, NotFound } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { defer, lastValueFrom, map, of, take, timer, toArray } from "rxjs";
import { watch } from "../support/watch.ts";
import { seedOf } from "../support/mutate.ts";
import { world } from "../support/world.ts";

/** A group, and runs over it with one cursor; the first one was made. */
async function group(history = 30) {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ members: 2, history });
  const cursor = memoryCursor();
  const handled: string[] = [];
  const run = (ms = 0, quiet?: number) => {
    const tail = client.groups.messages(group.id).tail({ cursor });
    return catchUp(tail, {
      cursor,
      quiet,
      scheduler: clock,
      handle: ({ id }) =>
        defer(() => {
          handled.push(id);
          return ms ? timer(ms, clock) : of(true);
        }),
    });
  };
  const all = (ms?: number) =>
    clock.until(lastValueFrom(run(ms).pipe(map(({ id }) => id), toArray())));
  assertEquals(await all(), []);
  const inject = (size: number, visibleAfter = 0) =>
    Array.from(
      { length: size },
      () => simulator.inject(group, { visibleAfter }).id,
    );
  return { ...here, group, cursor, handled, run, all, inject };
}

Deno.test("catchUp() gives what is new since the last run, and completes", async () => {
  const { all, inject, clock, simulator } = await group();
  const first = inject(250);
  const before = clock.now();
  assertEquals(await all(), first);
  assertEquals(clock.now() - before, 8_000);
  const second = inject(3);
  simulator.resetRequests();
  assertEquals(await all(), second);
  assert(simulator.requests.length <= 10, `${simulator.requests.length}`);
  assertEquals(await all(), []);
  assertEquals(clock.pending, 0);
});

Deno.test("catchUp() gives what comes late, also behind a burst", async () => {
  const { all, inject } = await group();
  const sent = inject(50);
  const late = inject(1, 4_900);
  sent.push(...inject(200));
  const got = await all();
  assertEquals(got.length, 251);
  assertEquals(got.filter((id) => !late.includes(id)), sent);
  assertEquals(await all(), []);
});

Deno.test("catchUp() gives what comes after it was over by the next run", async () => {
  const { run, all, inject, clock } = await group();
  const sent = inject(3);
  const late = inject(1, 4_900);
  sent.push(...inject(3));
  const short = run(0, 1_000).pipe(map(({ id }) => id), toArray());
  assertEquals(await clock.until(lastValueFrom(short)), sent);
  await clock.advance(60_000);
  assertEquals(await all(), late);
});

Deno.test("catchUp() stays while something comes", async () => {
  const { run, inject, clock } = await group();
  using running = watch(run());
  for (let i = 0; i < 20; i++) {
    inject(1);
    await clock.advance(4_000);
  }
  assertEquals([running.values.length, running.isComplete], [20, false]);
  await clock.advance(10_000);
  assert(running.isComplete);
});

Deno.test("catchUp() waits for work that takes longer than it is quiet", async () => {
  const { all, inject, handled } = await group();
  const sent = inject(3);
  assertEquals(await all(60_000), sent);
  assertEquals(handled, sent);
});

Deno.test("catchUp() reads nothing more while it works", async () => {
  const { run, inject, clock, simulator } = await group();
  inject(250);
  simulator.resetRequests();
  using running = watch(run(1_000));
  await clock.advance(50_000);
  assertEquals(running.values.length, 50);
  // One look, and one page of what it showed.
  assertEquals(simulator.requests.length, 2);
});

Deno.test("catchUp() goes on where a portion ended", async () => {
  const { run, all, inject, clock, handled } = await group();
  const sent = inject(250);
  for (let i = 0; i < 6; i++) {
    await clock.until(lastValueFrom(run().pipe(take(40))));
  }
  await all();
  assertEquals(handled, sent);
});

Deno.test("catchUp() outlasts a short trouble, and fails with a long one", async () => {
  const { all, inject, simulator } = await group();
  const sent = inject(150);
  simulator.fault({ status: 502, times: 2 });
  assertEquals(await all(), sent);
  sent.push(...inject(1));
  const trouble = simulator.fault({ status: 502 });
  await assertRejects(() => all(), Error, "status 502");
  trouble.remove();
  assertEquals(await all(), sent.slice(-1));
  simulator.fault({ status: 404 });
  await assertRejects(() => all(), NotFound);
});

Deno.test("catchUp() misses nothing through random crashes", async () => {
  const seed = seedOf("crashes of catchUp()", 9_973);
  const life = fc.record({
    // How long it runs at most, and is gone.
    ms: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constant(60_000)),
    gone: fc.integer({ min: 0, max: 90_000 }),
    size: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant(130)),
    visibleAfter: fc.constantFrom(0, 3_000, 4_900),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 8 }),
      async (lives) => {
        const scheduler = new VirtualClock();
        const simulator = new GroupMeSimulator({ scheduler, latency: 20 });
        const group = simulator.addGroup({ members: 2, history: 30 });
        const { token, fetch } = simulator;
        const cursor = memoryCursor();
        const sink: string[] = [];
        const run = () => {
          const client = new Client({ token, fetch, scheduler });
          const tail = client.groups.messages(group.id).tail({ cursor });
          return catchUp(tail, {
            cursor,
            scheduler,
            handle: ({ id }) =>
              timer(7, scheduler).pipe(map(() => sink.push(id))),
          });
        };
        await scheduler.until(
          lastValueFrom(run(), { defaultValue: undefined }),
        );
        const sent: string[] = [];
        for (const { ms, gone, size, visibleAfter } of lives) {
          for (let i = 0; i < size; i++) {
            const late = i === 1 ? { visibleAfter } : {};
            sent.push(simulator.inject(group, late).id);
          }
          const running = watch(run());
          await scheduler.advance(ms);
          running.subscription.unsubscribe();
          await scheduler.settle();
          await scheduler.advance(gone);
        }
        await scheduler.until(
          lastValueFrom(run(), { defaultValue: undefined }),
        );
        const got = new Set(sink);
        assertEquals(sent.filter((id) => !got.has(id)), []);
        assertEquals(got.size, sent.length);
        assert(sink.length - got.size <= lives.length);
        assertEquals(scheduler.pending, 0);
      },
    ),
    { numRuns: 60, seed },
  );
});
