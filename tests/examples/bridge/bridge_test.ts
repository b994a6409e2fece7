import { assert, assertEquals } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { Child } from "../../cli/child.ts";
import { Served } from "../../cli/served.ts";
import { seedOf } from "../../support/mutate.ts";
import { type Line, type Moment, Town } from "./town.ts";

const line: fc.Arbitrary<Line> = fc.record({
  side: fc.constantFrom<(0 | 1)[]>(0, 1),
  author: fc.integer({ min: 0, max: 3 }),
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000 })),
  length: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 5, max: 60 }) },
    { weight: 1, arbitrary: fc.constant(999) },
  ),
  visibleAfter: fc.constantFrom(0, 0, 0, 3_000, 4_900),
});

Deno.test("bridge() carries each message across once, and none back, through random crashes", async () => {
  const seed = seedOf("crashes of a bridge", 20_260_801);
  const totals = { said: 0, lives: 0 };
  const life = fc.record({
    moment: fc.constantFrom<Moment | undefined>(
      ...["posting", "posted", "committing", "committed"] as const,
      undefined,
    ),
    nth: fc.integer({ min: 1, max: 6 }),
    lines: fc.array(line, { maxLength: 12 }),
    // How long it then goes on at most, and how long it is gone.
    ms: fc.integer({ min: 0, max: 30_000 }),
    gone: fc.constantFrom(0, 1_000, 20_000, 59_000, 61_000, 200_000),
    meanwhile: fc.array(line, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 6 }),
      async (lives) => {
        const town = await Town.begin();
        const { clock, simulator } = town;
        simulator.fault({ status: 502, probability: 0.03 });
        simulator.fault({ lostAnswer: true, probability: 0.03 });
        for (const { moment, nth, lines, ms, gone, meanwhile } of lives) {
          town.start(moment, nth);
          for (const line of lines) {
            await clock.advance(line.wait);
            town.say(line);
          }
          await clock.advance(ms);
          town.stop();
          for (const line of meanwhile) town.say(line);
          await clock.advance(gone);
        }
        simulator.clearFaults();
        town.start();
        await clock.advance(120_000);
        town.stop();
        await clock.settle();
        assertEquals(town.errors, []);
        town.check();
        assertEquals(clock.pending, 0);
        totals.lives += lives.length;
        totals.said += town.said.flat().length;
      },
    ),
    { numRuns: 80, seed },
  );
  console.log(`seed ${seed}:`, totals);
});

/** Says something short. */
const short = (side: 0 | 1, visibleAfter = 0): Line => ({
  side,
  author: 0,
  wait: 0,
  length: 9,
  visibleAfter,
});

Deno.test("bridge() finds a copy that was not listed yet when it started again", async () => {
  const town = await Town.begin();
  const { clock, simulator } = town;
  town.hides = () => true;
  town.start();
  await clock.advance(10_000);
  town.stop();
  // The one that is seen late comes first when it has started again.
  town.say(short(0, 4_000));
  town.say(short(0));
  town.start("posted");
  while (town.read(1).copied.length === 0) await clock.advance(100);
  await clock.advance(3_900);
  const headers = { "retry-after": "70" };
  simulator.fault({
    match: { method: "POST" },
    status: 429,
    headers,
    times: 1,
  });
  town.start();
  await clock.advance(200_000);
  town.stop();
  town.check();
});

Deno.test("bridge() leaves out notices, those of the calendar too", async () => {
  const town = await Town.begin();
  const [one] = town.groups;
  assert(one);
  town.start();
  town.simulator.inject(one, { text: "Ada joined.", isSystem: true });
  const startAt = new Date(town.clock.now() + 10_000);
  one.addEvent({ name: "Night count", startAt, reminders: [0] });
  town.say(short(0));
  await town.clock.advance(30_000);
  town.stop();
  const types = Array.from({ length: one.size }, (_, i) => one.messageAt(i))
    .map((it) => it?.sender_type);
  assert(types.includes("service"));
  assert(types.includes("system"));
  assertEquals(town.errors, []);
  // The plan is a person's message, as is what was said.
  assertEquals(town.read(1).copied.length, 2);
});

Deno.test("bridge() leaves out what GroupMe refuses, and goes on", async () => {
  const town = await Town.begin();
  town.start();
  town.say(short(0));
  town.simulator.fault({ match: { method: "POST" }, status: 400, times: 1 });
  await town.clock.advance(30_000);
  town.say(short(0));
  await town.clock.advance(30_000);
  town.stop();
  assertEquals(town.errors, []);
  assertEquals(town.read(1).copied.length, 1);
});

Deno.test("bridge() moves its cursors past its own copies", async () => {
  const town = await Town.begin();
  town.start();
  for (let i = 0; i < 100; i++) {
    town.say(short(0));
    await town.clock.advance(10_000);
  }
  await town.clock.advance(30_000);
  town.stop();
  town.check();
  const last = [town.said[0].at(-1)?.id, town.read(1).copied.at(-1)?.id];
  for (const [i, text = ""] of town.kept.entries()) {
    assert(text.length < 400 && text.includes(last[i] ?? "?"), text);
  }
});

Deno.test("bridge/main.ts joins two groups", async () => {
  const simulator = new GroupMeSimulator();
  const [one, other] = [1, 2].map(() =>
    simulator.addGroup({ members: 2, history: 3 })
  );
  assert(one && other);
  const looks = new Map<string, number>();
  const begun = Promise.withResolvers<void>();
  await using served = new Served(simulator, ({ pathname }) => {
    looks.set(pathname, (looks.get(pathname) ?? 0) + 1);
    const counts = [...looks].filter(([path]) => path.includes("/messages"));
    if (counts.length === 2 && counts.every(([, n]) => n > 1)) begun.resolve();
  });
  await using child = new Child(
    "examples/bridge/main.ts",
    [one.id, other.id],
    { ...served.env, KV_PATH: ":memory:" },
  );
  await begun.promise;
  const { id, name } = simulator.inject(one, { text: "ahoy" });
  simulator.inject(other, { text: "hello" });
  await child.hears(/ahoy\n[^]*hello\n|hello\n[^]*ahoy\n/);
  const copy = other.messageAt(other.size - 1);
  assertEquals(copy?.text, `${name}: ahoy`);
  assertEquals(copy?.source_guid, `bridge-${one.id}-${id}-0`);
  assertEquals([one.size, other.size], [5, 5]);
});
