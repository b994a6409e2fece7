import { assertEquals } from "@std/assert";
import { type AnyMessage, Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { push } from "@rxgroupme/client/push";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { concatMap, type Observable, retry, timer } from "rxjs";
import { FakeSource } from "../support/live_source.ts";
import { seedOf } from "../support/mutate.ts";
import { jumpingClock } from "../support/jumping_clock.ts";

const step = fc.record({
  pause: fc.integer({ min: 0, max: 25_000 }),
  size: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 4 }) },
    { weight: 1, arbitrary: fc.constant(120) },
  ),
  visibleAfter: fc.constantFrom(0, 0, 1_500, 4_900),
  outage: fc.constantFrom(0, 0, 0, 20_000),
  isUp: fc.boolean(),
  isPosted: fc.boolean(),
  clock: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: "right" as const, ms: 0 }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom("set" as const, "asleep" as const),
        ms: fc.constantFrom(
          -86_400_000,
          -3_600_000,
          -10_000,
          -4_000,
          4_000,
          10_000,
          600_000,
          3_600_000,
          86_400_000,
        ),
      }),
    },
  ),
  restarts: fc.constantFrom(false, false, false, true),
});

Deno.test("Tail delivers each message once through 500 random schedules of a clock that jumps and a device that sleeps", async () => {
  const seed = seedOf("clocks", 10_309);
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("one", "all"),
      fc.constantFrom("polling", "a source", "push"),
      fc.boolean(),
      async (random, steps, what, how, hasCursor) => {
        const server = new VirtualClock();
        const simulator = new GroupMeSimulator({
          seed: random,
          scheduler: server,
        });
        const group = simulator.addGroup({ history: 30 });
        const { token, fetch } = simulator;
        const device = jumpingClock(server);
        const kept = memoryCursor();
        const seen: string[] = [];
        const errors: unknown[] = [];
        const client = new Client({ token, fetch, scheduler: device });
        const source = new FakeSource(simulator);
        const via =
          { polling: undefined, "a source": source, push: push(client) }[
            how
          ];
        await server.advance(60_000);
        function start(): () => Promise<void> {
          // Another object each time, as after a restart.
          const cursor = hasCursor ? { ...kept } : undefined;
          const tail: Observable<AnyMessage> = what === "all"
            ? client.tail({ via, cursor })
            : client.groups.messages(group.id).tail({ via, cursor });
          const running = tail.pipe(
            concatMap((message) => {
              seen.push(message.id);
              return [message];
            }),
            cursor ? commit(cursor) : (it) => it,
          ).subscribe({ error: (error) => errors.push(error) });
          return async () => {
            // A clean end: what was delivered is committed.
            await server.settle();
            running.unsubscribe();
            await server.settle();
          };
        }
        let stop = start();
        await server.advance(60_000);
        const sent: string[] = [];
        for (const step of steps) {
          const { pause, size, visibleAfter, outage, clock } = step;
          await server.advance(pause);
          source.isUp = step.isUp;
          if (outage) simulator.outage(outage);
          for (let i = 0; i < size; i++) {
            const { id } = simulator.inject(group, i ? {} : { visibleAfter });
            sent.push(id);
          }
          if (step.isPosted) {
            client.groups.messages(group.id).create("posted").pipe(
              retry({ delay: () => timer(5_000, device) }),
            ).subscribe(({ id }) => sent.push(id));
          }
          if (clock.kind === "set") device.set(clock.ms);
          if (clock.kind === "asleep" && clock.ms > 0) {
            await device.sleep(Math.min(clock.ms, 600_000));
          }
          if (step.restarts && hasCursor) {
            await stop();
            stop = start();
          }
        }
        await server.advance(1_000_000);
        await stop();
        assertEquals(errors, []);
        // The simulator holds a session of push for a while.
        if (how !== "push") assertEquals(server.pending, 0, "leaves no timer");
        assertEquals(simulator.open, 0, "leaves no request");
        assertEquals(seen.toSorted(), [...new Set(sent)].toSorted());
      },
    ),
    {
      numRuns: Number(Deno.env.get("RUNS") ?? 500),
      seed,
      endOnFailure: true,
    },
  );
});
