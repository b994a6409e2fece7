import { assert, assertEquals } from "@std/assert";
import {
  type AnyMessage,
  Client,
  compareIds,
  type Gap,
} from "@rxgroupme/client";
import type { Tail } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import type { Observable } from "rxjs";
import { oddPages } from "../support/odd_pages.ts";
import { seedOf } from "../support/mutate.ts";

const step = fc.record({
  pause: fc.integer({ min: 0, max: 60_000 }),
  size: fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 100, max: 700 }),
  ),
  visibleAfter: fc.constantFrom(0, 0, 4_900),
  outage: fc.constantFrom(0, 0, 120_000),
  isDeleted: fc.constantFrom(false, false, false, true),
});

Deno.test('Tail with gap: "tell" delivers or tells of each message through 300 random schedules', async () => {
  const seed = seedOf("gaps", 10_441);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(20, 100, 200),
      fc.constantFrom(0, 0.3),
      fc.constantFrom("known", "empty", "refused"),
      async (random, steps, isAll, maxCatchUp, pageCap, shortPages, gone) => {
        const scheduler = new VirtualClock();
        const simulator = new GroupMeSimulator({
          seed: random,
          scheduler,
          pageCap,
          shortPages,
        });
        const group = simulator.addGroup({ history: 30 });
        const { fetch, remove } = oddPages(simulator, {
          seed: random,
          gone,
          empty: 0,
        });
        const { token } = simulator;
        const client = new Client({ token, fetch, scheduler });
        await scheduler.advance(60_000);
        const options = { gap: "tell", maxCatchUp } as const;
        const tail: Tail<AnyMessage> = isAll
          ? client.tail(options)
          : client.groups.messages(group.id).tail(options);
        const messages: Observable<AnyMessage> = tail;
        const gaps: Gap[] = [];
        const seen: string[] = [];
        const told = tail.gaps$.subscribe((gap) => gaps.push(gap));
        const running = messages.subscribe(({ id }) => seen.push(id));
        await scheduler.advance(60_000);
        const sent: string[] = [];
        for (const { pause, size, visibleAfter, outage, isDeleted } of steps) {
          await scheduler.advance(pause);
          if (outage) simulator.outage(outage);
          for (let i = 0; i < size; i++) {
            sent.push(
              simulator.inject(group, i ? {} : { visibleAfter }).id,
            );
            if (i % 50 === 0) await scheduler.advance(500);
          }
          if (!isDeleted) continue;
          await scheduler.advance(300_000);
          const { id } = simulator.inject(group);
          await scheduler.advance(60_000);
          remove(group, id);
        }
        await scheduler.advance(900_000);
        running.unsubscribe();
        told.unsubscribe();
        await scheduler.settle();
        assertEquals(scheduler.pending, 0);
        assertEquals(new Set(seen).size, seen.length, "nothing twice");
        const got = new Set(seen);
        const missing = sent.filter((id) =>
          !got.has(id) &&
          !gaps.some(({ after, before }) =>
            compareIds(after, id) < 0 && compareIds(id, before) < 0
          )
        );
        assertEquals(missing, []);
        count += gaps.length;
        for (const { before, conversation } of gaps) {
          assertEquals(conversation, { groupId: group.id });
          assertEquals(got.has(before), true);
        }
      },
    ),
    {
      numRuns: Number(Deno.env.get("RUNS") ?? 300),
      seed,
      endOnFailure: true,
    },
  );
  assert(count > 50, `${count} gaps`);
});
