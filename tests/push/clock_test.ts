import { assertEquals } from "@std/assert";
import type { SchedulerAction, SchedulerLike } from "rxjs";
import { pushed } from "./pushed.ts";

type Planned<T> = [
  work: (this: SchedulerAction<T>, state?: T) => void,
  delay?: number,
  state?: T,
];

/** A push connection whose clock can be set wrong, as a computer's can. */
function misled(renewEvery?: number, pushTimeout?: number) {
  const skew = { ms: 0 };
  const scheduler: SchedulerLike = {
    now: () => it.clock.now() + skew.ms,
    schedule: <T>(...planned: Planned<T>) => it.clock.schedule(...planned),
  };
  const it = pushed({ renewEvery }, {
    scheduler,
    simulator: { pushTimeout },
  });
  return { ...it, skew };
}

/** Without the repetitions: each further attempt is told. */
function changesOf(signals: readonly string[]): string[] {
  return signals.filter((it, i) => it !== signals[i - 1]);
}

Deno.test("Push goes on when the clock is set back by an hour", async () => {
  const { clock, simulator, group, signals, watch, skew, stop } = misled();
  watch();
  await clock.advance(61_000);
  skew.ms = -3_600_000;
  await clock.advance(60_000);
  // A clock that is set back may hide a sleep.
  assertEquals(changesOf(signals), ["down", "up", "down", "up"]);
  assertEquals(simulator.push.polls, 1);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(0);
  assertEquals(signals.at(-1), "low tide");
  await stop();
});

Deno.test("Push repeats the handshake in time, however the clock is set", async () => {
  for (const ms of [-3_600_000, 3_600_000]) {
    const { clock, signals, watch, skew, stop } = misled(600_000);
    watch();
    await clock.advance(300_000);
    skew.ms = ms;
    // It does not notice how long the poll was in which the clock was set.
    await clock.advance(331_000);
    // It looks like a sleep.
    const woken = ["down", "up", "down", "up"];
    assertEquals(changesOf(signals), woken, `${ms}`);
    const handshakes = signals.length;
    await clock.advance(630_000);
    assertEquals(signals.length, handshakes + 1, `${ms}: ${signals}`);
    await stop();
  }
});

Deno.test("Push reconnects within a minute after a sleep, over a hold of ten minutes", async () => {
  for (const asleep of [120_000, 3_600_000, 36_000_000]) {
    const { clock, simulator, group, signals, watch, skew, stop } = misled(
      undefined,
      600_000,
    );
    watch();
    await clock.advance(30_000);
    assertEquals(signals, ["down", "up"]);
    // While it sleeps no timer goes on, and its connection dies unnoticed.
    skew.ms = asleep;
    simulator.push.mute();
    simulator.inject(group, { text: "low tide" });
    await clock.advance(1_000);
    simulator.push.mute(false);
    await clock.advance(59_000);
    assertEquals(signals.at(-1), "up", `${asleep}: ${signals}`);
    simulator.inject(group, { text: "high tide" });
    await clock.advance(100);
    assertEquals(signals.at(-1), "high tide");
    await stop();
  }
});

Deno.test("Push reconnects within a minute after a sleep in which the clock was set back", async () => {
  const jumps = [[600_000, -7_200_000], [3_600_000, -1_800_000]] as const;
  for (const [asleep, set] of jumps) {
    const { clock, simulator, group, signals, watch, skew, stop } = misled(
      undefined,
      600_000,
    );
    watch();
    await clock.advance(30_000);
    skew.ms = asleep + set;
    simulator.push.mute();
    simulator.inject(group, { text: "low tide" });
    await clock.advance(1_000);
    simulator.push.mute(false);
    await clock.advance(59_000);
    assertEquals(signals.at(-1), "up", `${asleep} ${set}: ${signals}`);
    simulator.inject(group, { text: "high tide" });
    await clock.advance(100);
    assertEquals(signals.at(-1), "high tide");
    await stop();
  }
});

Deno.test("Push takes no pause of a hidden page's timers for a sleep", async () => {
  const { clock, signals, watch, skew, stop } = misled();
  watch();
  await clock.advance(30_000);
  for (let i = 0; i < 20; i++) {
    skew.ms += 60_000;
    await clock.advance(15_000);
  }
  assertEquals(signals, ["down", "up"]);
  await stop();
});
