import { assert, assertEquals } from "@std/assert";
import { Client, type Message } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { seedOf } from "../support/mutate.ts";

/** What happens in a group, each after a pause in ms. */
type Event =
  | { kind: "burst"; pause: number; size: number }
  | { kind: "late"; pause: number; visibleAfter: number; then: number }
  | { kind: "outage"; pause: number; ms: number }
  | { kind: "limit"; pause: number };

const pause = fc.integer({ min: 0, max: 30_000 });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("burst" as const),
    pause,
    size: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(350)),
  }),
  fc.record({
    kind: fc.constant("late" as const),
    pause,
    visibleAfter: fc.integer({ min: 1, max: 4_900 }),
    then: fc.integer({ min: 0, max: 120 }),
  }),
  fc.record({
    kind: fc.constant("outage" as const),
    pause,
    ms: fc.integer({ min: 1, max: 60_000 }),
  }),
  fc.record({ kind: fc.constant("limit" as const), pause }),
);

const troubles = [
  { status: 500 },
  { status: 503 },
  { connectionError: true },
  { truncate: "text" },
  { truncate: "stream" },
  { emptyBody: true },
  { htmlBody: true },
  { delay: 8_000 },
] as const;

Deno.test("Tail delivers each message once through 200 random schedules", async () => {
  const seed = seedOf("tail_schedules", 10_504);
  let messages = 0;
  let requests = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(event, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(undefined, "beginning"),
      async (simulatorSeed, events, since) => {
        const scheduler = new VirtualClock();
        const simulator = new GroupMeSimulator({
          seed: simulatorSeed,
          scheduler,
        });
        const group = simulator.addGroup({ history: 130 });
        for (const trouble of troubles) {
          // One after the other they fail 30 %, and slow down 5 %.
          simulator.fault({ ...trouble, probability: 0.05 });
        }
        const { fetch, token } = simulator;
        const client = new Client({ token, fetch, scheduler });
        const tail = client.groups.messages(group.id).tail({ since });
        const seen: Message[] = [];
        const late = new Set<string>();
        const states: string[] = [];
        const watch = tail.status$.subscribe(({ state }) => states.push(state));
        const running = tail.subscribe((message) => seen.push(message));
        // Long enough for the tail to have found its start.
        while (states.at(-1) !== "live") await scheduler.advance(1_000);
        const expected = since ? 130 : 0;
        const sent: string[] = [];
        for (const event of events) {
          await scheduler.advance(event.pause);
          if (event.kind === "outage") simulator.outage(event.ms);
          if (event.kind === "limit") {
            simulator.fault({ status: 429, times: 1 });
          }
          if (event.kind === "late") {
            const { visibleAfter } = event;
            const { id } = simulator.inject(group, { visibleAfter });
            late.add(id);
            sent.push(id);
          }
          const size = event.kind === "burst"
            ? event.size
            : event.kind === "late"
            ? event.then
            : 0;
          for (let i = 0; i < size; i++) {
            sent.push(simulator.inject(group, { text: `${i}` }).id);
          }
        }
        await scheduler.advance(1_200_000);
        running.unsubscribe();
        watch.unsubscribe();
        await scheduler.settle();
        const ids = seen.map(({ id }) => id);
        assertEquals(ids.length, expected + sent.length);
        assertEquals(new Set(ids).size, ids.length);
        assertEquals(ids.slice(expected).toSorted(), sent.toSorted());
        const timely = ids.filter((id) => !late.has(id));
        assertEquals(timely, timely.toSorted(), "oldest first");
        assertEquals(states.at(-1), "offline");
        assertEquals(scheduler.pending, 0, "leaves no timer");
        assertEquals(simulator.open, 0, "leaves no request");
        messages += ids.length;
        requests += simulator.requests.length;
      },
    ),
    { numRuns: 200, seed },
  );
  console.log(`${messages} messages in ${requests} requests`);
  assert(messages > 0);
});
