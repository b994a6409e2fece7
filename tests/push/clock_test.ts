import { assert, assertEquals } from "@std/assert";
import type { SchedulerAction, SchedulerLike } from "rxjs";
import { pushed } from "./pushed.ts";

type Planned<T> = [
  work: (this: SchedulerAction<T>, state?: T) => void,
  delay?: number,
  state?: T,
];

/** A push connection whose clock can be set wrong, as a computer's can. */
function misled(renewEvery?: number) {
  const skew = { ms: 0 };
  const scheduler: SchedulerLike = {
    now: () => it.clock.now() + skew.ms,
    schedule: <T>(...planned: Planned<T>) => it.clock.schedule(...planned),
  };
  const it = pushed({ renewEvery }, { scheduler });
  return { ...it, skew };
}

Deno.test("Push goes on when the clock is set back by an hour", async () => {
  const { clock, simulator, group, signals, watch, skew, stop } = misled();
  watch();
  await clock.advance(61_000);
  skew.ms = -3_600_000;
  await clock.advance(60_000);
  assertEquals(signals, ["down", "up"]);
  assertEquals(simulator.push.polls, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals.at(-1), "low tide");
  await stop();
});

Deno.test("Push introduces itself anew in time, however the clock is set", async () => {
  for (const ms of [-3_600_000, 3_600_000]) {
    const { clock, signals, watch, skew, stop } = misled(600_000);
    watch();
    await clock.advance(300_000);
    skew.ms = ms;
    // It does not notice how long the poll was in which the clock was set.
    await clock.advance(331_000);
    assertEquals(signals, ["down", "up", "up"], `${ms}`);
    await clock.advance(630_000);
    assert(signals.length === 4, `${ms}: ${signals}`);
    await stop();
  }
});
