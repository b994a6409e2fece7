import { assertEquals } from "@std/assert";
import { monotonicClock } from "../../lib/util/monotonic_clock.ts";

Deno.test("steady() goes on from where a clock was that is set back", () => {
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
