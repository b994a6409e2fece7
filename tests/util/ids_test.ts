import { assertEquals, assertThrows } from "@std/assert";
import { compareIds, idOfTime } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

Deno.test("idOfTime() is the seconds and eight digits of their fraction", () => {
  assertEquals(idOfTime(new Date(1_751_412_575_270)), "175141257527000000");
  assertEquals(idOfTime(new Date(1_751_412_575_000)), "175141257500000000");
  assertEquals(idOfTime(new Date(1_751_412_575_007)), "175141257500700000");
  assertEquals(idOfTime(new Date(1_500)), "150000000");
  assertEquals(idOfTime(new Date(0)), "0");
});

Deno.test("idOfTime() stands between what was written before and after", async () => {
  const scheduler = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler });
  const group = simulator.addGroup();
  const before = simulator.inject(group, {}).id;
  await scheduler.advance(1);
  const id = idOfTime(new Date(scheduler.now()));
  const after = simulator.inject(group, {}).id;
  assertEquals([after, id, before].sort(compareIds), [before, id, after]);
});

Deno.test("idOfTime() refuses what has no place in time", () => {
  assertThrows(() => idOfTime(new Date(NaN)), TypeError, "date");
  assertThrows(() => idOfTime(new Date(-1)), RangeError, "1970");
});
