import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { recentIds, RefusedCallback } from "@rxgroupme/client/webhook";
import { Claims } from "../../lib/webhook/in_flight.ts";

Deno.test("Claims.take() gives a message to one at a time", async () => {
  const claims = new Claims(new Set());
  const giveBack = await claims.take("1");
  assert(giveBack);
  await assertRejects(() => claims.take("1"), RefusedCallback);
  assert(await claims.take("2"));
  giveBack();
  assert(await claims.take("1"));
});

Deno.test("Claims.take() gives no message whose work is done", async () => {
  const seen = new Set(["1"]);
  const claims = new Claims(seen);
  assertEquals(await claims.take("1"), undefined);
  seen.clear();
  assert(await claims.take("1"));
});

Deno.test("Claims.take() takes a work of ten minutes for dead", async () => {
  let now = 0;
  const claims = new Claims(new Set(), () => now);
  const dead = await claims.take("1");
  now = 599_999;
  await assertRejects(() => claims.take("1"), RefusedCallback);
  now = 600_000;
  assert(await claims.take("1"));
  // The dead one comes back to life, and must not free what is another's.
  dead?.();
  await assertRejects(() => claims.take("1"), RefusedCallback);
});

Deno.test("recentIds() remembers no more than its limit", () => {
  const ids = recentIds(2);
  for (const id of ["1", "2", "2", "1", "3"]) ids.add(id);
  assertEquals(["1", "2", "3"].map((id) => ids.has(id)), [false, true, true]);
});

Deno.test("recentIds() throws for a limit that makes no sense", () => {
  for (const limit of [0, -1, NaN]) {
    assertThrows(() => recentIds(limit), RangeError, "limit");
  }
});
