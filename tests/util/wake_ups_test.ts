import { assertEquals } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import { wakeUps } from "../../lib/util/wake_ups.ts";

/** After which of these jumps of the clock, in ms, it emits. */
async function wakeUpsOf(...jumps: readonly number[]): Promise<number[]> {
  const clock = new VirtualClock();
  let skew = 0;
  const after: number[] = [];
  let jump = 0;
  const running = wakeUps({
    now: () => clock.now() + skew,
    schedule: clock.schedule.bind(clock),
  }).subscribe(() => after.push(jump));
  for (const ms of jumps) {
    skew += jump = ms;
    await clock.advance(15_000);
  }
  running.unsubscribe();
  assertEquals(clock.pending, 0);
  return after;
}

Deno.test("wakeUps() emits once after each sleep", async () => {
  assertEquals(await wakeUpsOf(0, 600_000, 0, 0, 90_000, 0), [600_000, 90_000]);
});

Deno.test("wakeUps() emits nothing for late timers, nor for a clock that is corrected", async () => {
  assertEquals(await wakeUpsOf(0, 60_000, 60_000, -60_000, 0, 0), []);
});

Deno.test("wakeUps() emits once when the clock is set back, which may hide a sleep", async () => {
  assertEquals(await wakeUpsOf(0, -3_600_000, 0, 0), [-3_600_000]);
});
