import { assertEquals } from "@std/assert";
import { readCounts } from "../_tools/counts.ts";

Deno.test("readCounts() reads the summary, steps and times aside", () => {
  const text = "FAILED | 12 passed (3 steps) | 2 failed (1 step) | 1 ignored" +
    " (1s)\n\n";
  assertEquals(readCounts(text, false), { passed: 12, failed: 2 });
});

Deno.test("readCounts() reads a summary in colours", () => {
  const text = "\x1b[0m\x1b[32mok\x1b[0m | 1 passed | 0 failed (9ms)\n";
  assertEquals(readCounts(text, true), { passed: 1, failed: 0 });
});

Deno.test("readCounts() takes the last summary, past what tests print", () => {
  const text = "ok | 9 passed | 9 failed\nok | 1 passed | 0 failed (1ms)\n";
  assertEquals(readCounts(text, true), { passed: 1, failed: 0 });
});

Deno.test("readCounts() counts a run without tests as a failure", () => {
  assertEquals(readCounts("", false), { passed: 0, failed: 1 });
});

Deno.test("readCounts() counts a failure that no test owns", () => {
  const text = "ok | 1 passed | 0 failed (1ms)\n";
  assertEquals(readCounts(text, false), { passed: 1, failed: 1 });
});
