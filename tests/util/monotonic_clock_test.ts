import { assertEquals } from "@std/assert";
import { monotonicClock } from "../../lib/util/monotonic_clock.ts";

Deno.test("monotonicClock() goes on from where a clock was that is set back", () => {
  let shown = 100;
  const now = monotonicClock({ now: () => shown });
  assertEquals(now(), 100);
  shown = 150;
  assertEquals(now(), 150);
  shown = 20;
  assertEquals(now(), 150);
  shown = 60;
  assertEquals(now(), 190);
  shown = 10;
  assertEquals(now(), 190);
  shown = 1_000;
  assertEquals(now(), 1_180);
});

Deno.test("monotonicClock() goes on from where a timer has shown it to be", () => {
  let shown = 100;
  const now = monotonicClock({ now: () => shown });
  assertEquals(now(), 100);
  // Set back by a minute, before a timer of 50 ms fires.
  shown = 100 + 50 - 60_000;
  now.atLeast(150);
  assertEquals(now(), 150);
  shown += 30;
  assertEquals(now(), 180);
  now.atLeast(170);
  assertEquals(now(), 180);
});
