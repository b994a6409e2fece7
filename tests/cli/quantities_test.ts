import { assertEquals } from "@std/assert";
import { quantity, timeSpan } from "../../lib/cli/quantities.ts";

Deno.test("timeSpan() is as exact as a person wants", () => {
  const spans: Record<string, number> = {
    "0.0 s": -1,
    "0.4 s": 400,
    "9.9 s": 9_900,
    "10 s": 9_960,
    "59 s": 59_400,
    "1 min 0 s": 59_600,
    "2 min 5 s": 125_000,
    "1 h 20 min": 4_800_000,
    "?": Infinity,
  };
  for (const [words, ms] of Object.entries(spans)) {
    assertEquals(timeSpan(ms), words);
  }
});

Deno.test("quantity() counts one and many", () => {
  const counts = [0, 1, 2, 25_000].map((n) => quantity(n, "message"));
  assertEquals(counts, [
    "0 messages",
    "1 message",
    "2 messages",
    "25,000 messages",
  ]);
});
