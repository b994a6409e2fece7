import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { recentIds, RefusedCallback } from "@rxgroupme/client/webhook";
import { InFlight } from "../../lib/webhook/in_flight.ts";

Deno.test("InFlight.begin() admits a message to one handler at a time", async () => {
  const inFlight = new InFlight(new Set());
  const end = await inFlight.begin("1");
  assert(end);
  await assertRejects(() => inFlight.begin("1"), RefusedCallback);
  assert(await inFlight.begin("2"));
  end();
  assert(await inFlight.begin("1"));
});

Deno.test("InFlight.begin() admits nothing that was handled", async () => {
  const dedupe = new Set(["1"]);
  const inFlight = new InFlight(dedupe);
  assertEquals(await inFlight.begin("1"), undefined);
  dedupe.clear();
  assert(await inFlight.begin("1"));
});

Deno.test("InFlight.begin() takes a handler of ten minutes for dead", async () => {
  let now = 0;
  const inFlight = new InFlight(new Set(), () => now);
  const dead = await inFlight.begin("1");
  now = 599_999;
  await assertRejects(() => inFlight.begin("1"), RefusedCallback);
  now = 600_000;
  assert(await inFlight.begin("1"));
  // The dead one comes back to life, and must not free what is another's.
  dead?.();
  await assertRejects(() => inFlight.begin("1"), RefusedCallback);
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
