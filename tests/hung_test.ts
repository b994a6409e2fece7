import { assertEquals } from "@std/assert";
import { findHung } from "../_tools/hung.ts";

const slow = (name: string, time: string) =>
  `\x1b[0m\x1b[1m\x1b[33m'${name}' has been running for over ` +
  `\x1b[0m\x1b[38;5;245m(${time})\x1b[0m\x1b[0m\n`;

Deno.test("findHung() finds nothing while tests go on", () => {
  assertEquals(findHung("running 2 tests\na ... ok (9m1s)\n"), undefined);
});

Deno.test("findHung() waits for what is slow", () => {
  assertEquals(findHung(slow("a", "1m0s") + slow("a", "4m0s")), undefined);
});

Deno.test("findHung() finds the name of what runs for eight minutes", () => {
  const text = slow("it's slow", "4m0s") + slow("b() hangs", "8m0s");
  assertEquals(findHung(text), "b() hangs");
});

Deno.test("findHung() finds what runs for an hour", () => {
  assertEquals(findHung(slow("c", "1h4m0s")), "c");
});
