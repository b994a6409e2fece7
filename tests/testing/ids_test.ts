import { assertEquals } from "@std/assert";
import {
  compareIds,
  IdClock,
  idOfTime,
  secondsOfId,
  timeOfId,
} from "../../lib/testing/history/ids.ts";
import { Random } from "../../lib/testing/history/random.ts";

Deno.test("idOfTime() makes seconds and their fraction, and back", () => {
  const id = idOfTime(1_754_052_300_868.5);
  assertEquals(id, "175405230086850000");
  assertEquals(secondsOfId(id), 1_754_052_300);
  assertEquals(timeOfId(id), 1_754_052_300_868.5);
});

Deno.test("idOfTime() stays below a second that is not full yet", () => {
  // The greatest number below a full second, which divides to a whole one.
  const almost = 1_754_052_300_000 - 2 ** -12;
  assertEquals(idOfTime(almost), "175405229999999975");
  assertEquals(idOfTime(1_754_052_300_000), "175405230000000000");
});

Deno.test("compareIds() orders by value, whatever the length", () => {
  const ids = ["175405230086850000", "1281940372", "99", "175405230086850001"];
  assertEquals(ids.toSorted(compareIds), [
    "99",
    "1281940372",
    "175405230086850000",
    "175405230086850001",
  ]);
  assertEquals(compareIds("7", "7"), 0);
});

Deno.test("IdClock.next() goes on over the end of a second", () => {
  const clock = new IdClock(new Random(1));
  const now = 1_754_052_300_999;
  let last = clock.next(now);
  for (let i = 0; i < 6000; i++) {
    const id = clock.next(now);
    assertEquals([id.length, compareIds(last, id) < 0], [18, true]);
    last = id;
  }
  assertEquals(secondsOfId(last), 1_754_052_301);
});
