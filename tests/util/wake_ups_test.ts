import { assertEquals } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import { wakeUps } from "../../lib/util/wake_ups.ts";

/** Gaps between ticks, in ms on top of the planned ones, and what is emitted. */
async function gapsOf(...jumps: readonly number[]): Promise<number[]> {
  const clock = new VirtualClock();
  let skew = 0;
  const gaps: number[] = [];
  const running = wakeUps({
    now: () => clock.now() + skew,
    schedule: clock.schedule.bind(clock),
  }).subscribe((gap) => gaps.push(gap));
  for (const ms of jumps) {
    skew += ms;
    await clock.advance(15_000);
  }
  running.unsubscribe();
  assertEquals(clock.pending, 0);
  return gaps;
}

Deno.test("wakeUps() emits once after each sleep", async () => {
  assertEquals(await gapsOf(0, 600_000, 0, 0, 90_000, 0), [615_000, 105_000]);
});

Deno.test("wakeUps() emits nothing for late timers, nor for a clock set back", async () => {
  assertEquals(await gapsOf(0, 60_000, 60_000, -3_600_000, 0, 0), []);
});
