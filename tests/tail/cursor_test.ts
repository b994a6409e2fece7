import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  Client,
  commit,
  type Cursor,
  CursorConflict,
  GroupMeError,
} from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import {
  concatMap,
  delay,
  filter,
  lastValueFrom,
  map,
  mergeMap,
  type Observable,
  of,
  retry,
  take,
  timer,
  toArray,
} from "rxjs";
import { seedOf } from "../support/mutate.ts";
import { world } from "../support/world.ts";

/** A store that outlives each run; `isAtomic` stores can compare and set. */
function store(isAtomic: boolean) {
  const kept: { text?: string } = {};
  const open = (): Cursor => ({
    get: () => kept.text,
    set: (text) => void (kept.text = text),
    ...(isAtomic && {
      compareAndSet: (expected: string | undefined, text: string) => {
        if (kept.text !== expected) return false;
        kept.text = text;
        return true;
      },
    }),
  });
  return { kept, open };
}

Deno.test("commit() lets a clean restart repeat nothing and skip nothing", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const { open } = store(true);
  const seen: string[] = [];
  const run = () => {
    const cursor = open();
    return client.groups.messages(group.id).tail({ cursor }).pipe(
      commit(cursor),
    ).subscribe(({ id }) => seen.push(id));
  };
  const sent: string[] = [];
  for (let restart = 0; restart < 10; restart++) {
    const running = run();
    await clock.advance(5_000);
    for (let i = 0; i < 20; i++) sent.push(simulator.inject(group).id);
    sent.push(simulator.inject(group, { visibleAfter: 4_000 }).id);
    await clock.advance(restart % 3 ? 20_000 : 3_000);
    running.unsubscribe();
    await clock.settle();
    // Written while nobody runs.
    sent.push(simulator.inject(group).id);
    await clock.advance(1_000);
  }
  const running = run();
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(seen.length, sent.length);
  assertEquals(seen.toSorted(), sent.toSorted());
});

Deno.test("Tail with a cursor is at-least-once through 100 random crashes", async () => {
  const seed = seedOf("cursor", 10_501);
  const life = fc.record({
    // How long it runs before it crashes, and is gone.
    ms: fc.integer({ min: 0, max: 30_000 }),
    gone: fc.integer({ min: 0, max: 30_000 }),
    size: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant(110)),
    visibleAfter: fc.constantFrom(0, 3_000, 4_900),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 6 }),
      fc.constantFrom<(string | undefined)[]>(undefined, "beginning"),
      fc.boolean(),
      fc.boolean(),
      async (lives, since, isAtomic, isAll) => {
        const scheduler = new VirtualClock();
        const simulator = new GroupMeSimulator({ scheduler });
        const group = simulator.addGroup({ history: 30 });
        simulator.fault({ status: 502, probability: 0.1 });
        const { fetch, token } = simulator;
        const { kept, open } = store(isAtomic);
        const sink: string[] = [];
        const start = () => {
          const client = new Client({ token, fetch, scheduler });
          const cursor = open();
          const tail: Observable<{ id: string }> = isAll
            ? client.tail({ cursor })
            : client.groups.messages(group.id).tail({ since, cursor });
          return tail.pipe(
            // Some are of no interest, and never committed.
            filter(({ id }) => !id.endsWith("7")),
            concatMap((message) => {
              sink.push(message.id);
              const work = message.id.endsWith("3") ? 500 : 0;
              return work
                ? of(message).pipe(delay(work, scheduler))
                : of(message);
            }),
            commit(cursor),
          ).subscribe();
        };
        let running = start();
        while ((isAll || !since) && !kept.text) await scheduler.advance(500);
        const sent: string[] = [];
        for (const { ms, gone, size, visibleAfter } of lives) {
          for (let i = 0; i < size; i++) {
            const late = i ? {} : { visibleAfter };
            sent.push(simulator.inject(group, late).id);
          }
          await scheduler.advance(ms);
          running.unsubscribe();
          await scheduler.settle();
          await scheduler.advance(gone);
          running = start();
        }
        await scheduler.advance(400_000);
        running.unsubscribe();
        await scheduler.settle();
        assertEquals(scheduler.pending, 0);
        const got = new Set(sink);
        const wanted = sent.filter((id) => !id.endsWith("7"));
        assertEquals(wanted.filter((id) => !got.has(id)), [], "skipped");
        if (since && !isAll) assert(got.size >= wanted.length + 20);
        // One a life was at work when it ended.
        const repeats = sink.length - got.size;
        assert(repeats <= lives.length, `${repeats} in ${lives.length} lives`);
      },
    ),
    { numRuns: 100, seed },
  );
});

for (const isAtomic of [true, false]) {
  Deno.test(`commit() notices two programs on one cursor that ${isAtomic ? "compares and sets" : "only gets and sets"}`, async () => {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ history: 10 });
    const { open } = store(isAtomic);
    const run = () => {
      const cursor = open();
      return lastValueFrom(
        client.groups.messages(group.id).tail({ cursor }).pipe(commit(cursor)),
      );
    };
    const runs = [run(), run()];
    const one = assertRejects(() => Promise.any(runs), AggregateError);
    one.catch(() => {});
    const ended = runs.map((run) => run.catch((error) => error));
    await clock.advance(5_000);
    simulator.inject(group);
    await clock.advance(10_000);
    assert(await clock.until(Promise.race(ended)) instanceof CursorConflict);
    simulator.fault({ status: 401 });
    await clock.until(Promise.all(ended));
    await one;
  });
}

Deno.test("Tail notices that another stream has begun with its cursor", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const cursor = store(true).open();
  const done: string[] = [];
  const errors: unknown[] = [];
  const start = (work: number) =>
    client.groups.messages(group.id).tail({ cursor }).pipe(
      concatMap((message) => of(message).pipe(delay(work, clock))),
      commit(cursor),
    ).subscribe({
      next: ({ id }) => done.push(id),
      error: (error) => errors.push(error),
    });
  start(5_000);
  await clock.advance(5_000);
  const quick = start(10);
  await clock.advance(5_000);
  const sent = [1, 2, 3].map(() => simulator.inject(group).id);
  await clock.advance(60_000);
  quick.unsubscribe();
  assertEquals(errors.map((it) => it instanceof CursorConflict), [true]);
  assertEquals(done, sent);
});

for (const isAtomic of [true, false]) {
  Deno.test(`Tail goes on after a failure of the work while its last commit is still being kept, ${isAtomic ? "compared and set" : "set"}`, async () => {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ history: 1 });
    const { get, set, compareAndSet } = store(true).open();
    const late = <T>(ms: number, make: () => T) =>
      lastValueFrom(timer(ms, clock).pipe(map(make)));
    const cursor: Cursor = {
      get: () => late(20, () => get() as string),
      set: (text) => late(200, () => set(text)),
      ...(isAtomic && {
        compareAndSet: (expected, text) =>
          late(200, () => compareAndSet?.(expected, text) === true),
      }),
    };
    const errors: string[] = [];
    const sink: (string | undefined)[] = [];
    let isDown = true;
    const running = client.groups.messages(group.id).tail({ cursor }).pipe(
      concatMap((message) =>
        timer(isDown ? 50 : 300, clock).pipe(map(() => {
          if (isDown && message.text === "2") {
            isDown = false;
            throw new Error("the sink is down");
          }
          sink.push(message.text);
          return message;
        }))
      ),
      commit(cursor),
      retry({
        delay: (error) => {
          errors.push(error.message);
          return timer(10, clock);
        },
      }),
    ).subscribe();
    await clock.advance(10_000);
    for (const text of ["1", "2", "3"]) simulator.inject(group, { text });
    await clock.advance(30_000);
    running.unsubscribe();
    await clock.settle();
    assertEquals(errors, ["the sink is down"]);
    assertEquals(sink, ["1", "2", "3"]);
  });
}

Deno.test("commit() keeps in turn what is committed side by side", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const { open } = store(true);
  const { get, set, compareAndSet } = open();
  const slow: Cursor = {
    get,
    set,
    compareAndSet: (expected, text) =>
      lastValueFrom(
        timer(50, clock).pipe(
          map(() => compareAndSet?.(expected, text) === true),
        ),
      ),
  };
  const committed = client.groups.messages(group.id)
    .tail({ cursor: slow, since: "beginning" }).pipe(
      mergeMap((message) => of(message).pipe(commit(slow))),
      take(30),
      toArray(),
    );
  assertEquals((await clock.until(lastValueFrom(committed))).length, 30);
});

Deno.test("Tail refuses a cursor that holds something else", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  const other = { after: "1", seen: ["2"] };
  for (
    const text of [
      "{]",
      "175405230148217736",
      JSON.stringify({ offsets: { [`group ${group.id}`]: other } }),
      JSON.stringify({ offsets: {}, watermarks: "175405230148217736" }),
    ]
  ) {
    const cursor = { get: () => text, set: () => {} };
    await assertRejects(
      () =>
        clock.until(
          lastValueFrom(client.groups.messages(group.id).tail({ cursor })),
        ),
      GroupMeError,
      "holds something else",
    );
  }
});

Deno.test("Tail errors with what its cursor fails with", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 5 });
  const cursor = {
    get: () => Promise.resolve(undefined),
    set: () => Promise.reject(new Error("disk full")),
  };
  await assertRejects(
    () =>
      clock.until(
        lastValueFrom(client.groups.messages(group.id).tail({ cursor })),
      ),
    Error,
    "disk full",
  );
});

Deno.test("commit() refuses a message that no tail with the cursor delivered", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: 5 });
  const { open } = store(true);
  await assertRejects(
    () =>
      lastValueFrom(
        client.groups.messages(group.id).listAll().pipe(commit(open())),
      ),
    TypeError,
    "a tail with a cursor delivered",
  );
});

Deno.test("Tail.concatMap() with commit() repeats only what was at work", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 250 });
  const { open } = store(true);
  const sink: string[] = [];
  const run = () => {
    const cursor = open();
    return client.groups.messages(group.id)
      .tail({ cursor, since: "beginning" })
      .concatMap((message) => {
        sink.push(message.id);
        return timer(10, clock).pipe(map(() => message), commit(cursor));
      }).subscribe();
  };
  for (let life = 0; life < 20; life++) {
    const running = run();
    await clock.advance(105);
    running.unsubscribe();
  }
  const running = run();
  await clock.advance(10_000);
  running.unsubscribe();
  assertEquals(new Set(sink).size, 250);
  assert(sink.length <= 270, `${sink.length}`);
});

Deno.test("commit() writes through a wrapper around the cursor of the tail", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const { kept, open } = store(true);
  const cursor = open();
  const log: string[] = [];
  const wrapped: Cursor = {
    get: () => cursor.get(),
    set: (text) => cursor.set(text),
    compareAndSet(expected, text) {
      log.push(text);
      return cursor.compareAndSet?.(expected, text) ?? false;
    },
  };
  const running = client.groups.messages(group.id).tail({ cursor }).pipe(
    commit(wrapped),
  ).subscribe();
  await clock.advance(5_000);
  simulator.inject(group);
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(log.length, 1);
  assertEquals(kept.text, log[0]);
});

Deno.test("commit() takes a message twice", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const { kept, open } = store(true);
  const cursor = open();
  const running = client.groups.messages(group.id).tail({ cursor }).pipe(
    commit(cursor),
    commit(cursor),
  ).subscribe();
  await clock.advance(5_000);
  const { id } = simulator.inject(group);
  await clock.advance(30_000);
  running.unsubscribe();
  assert(kept.text?.includes(id));
});

Deno.test("commit() notices the message of a tail with another cursor", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const [ours, other] = [store(true).open(), store(true).open()];
  const messages = client.groups.messages(group.id);
  const errors: unknown[] = [];
  const running = messages.tail({ cursor: ours }).pipe(commit(other))
    .subscribe({ error: (error) => errors.push(error) });
  await clock.advance(5_000);
  simulator.inject(group);
  await clock.advance(30_000);
  running.unsubscribe();
  assert(errors[0] instanceof CursorConflict);
});
