import { assertEquals } from "@std/assert";
import { cacheOf, timeline } from "@rxgroupme/client/timeline";
import { concatMap, firstValueFrom, NEVER, timer } from "rxjs";
import { liveWorld, texts } from "./live.ts";

/** How a cache gives what it holds. */
const CACHES = {
  "at once": (kept: unknown) => kept,
  "by a promise": (kept: unknown) => Promise.resolve(kept),
  "never": () => firstValueFrom(NEVER),
};

for (const [when, give] of Object.entries(CACHES)) {
  Deno.test(`timeline() shows what was written since a window was kept that comes ${when}`, async () => {
    const { clock, simulator, client, group } = liveWorld(5);
    const rows = [3, 4].map((i) => group.messageAt(i));
    for (let i = 0; i < 3; i++) simulator.inject(group, { text: `new ${i}` });
    const live = timeline(client, group.id, {
      cache: cacheOf({ get: () => give({ rows }), set: () => {} }),
    });
    const subscription = live.subscribe();
    await clock.advance(5_000);
    assertEquals(texts(live.value).slice(-3), ["new 0", "new 1", "new 2"]);
    assertEquals(live.value.items.some((it) => it.gapBefore), false);
    subscription.unsubscribe();
    assertEquals(clock.pending, 0);
  });
}

Deno.test("timeline() shows what was written since a window was kept, whichever comes first", async () => {
  for (let ms = 0; ms < 200; ms += 20) {
    const slow = { simulator: { latency: 100 } };
    const { clock, simulator, client, group } = liveWorld(5, {}, slow);
    const rows = [3, 4].map((i) => group.messageAt(i));
    for (let i = 0; i < 3; i++) simulator.inject(group, { text: `new ${i}` });
    const kept = timer(ms, clock).pipe(concatMap(() => [{ rows }]));
    const live = timeline(client, group.id, {
      cache: cacheOf({ get: () => firstValueFrom(kept), set: () => {} }),
    });
    const subscription = live.subscribe();
    await clock.advance(5_000);
    assertEquals(texts(live.value).slice(-3), ["new 0", "new 1", "new 2"]);
    subscription.unsubscribe();
    await clock.advance(200);
    assertEquals(clock.pending, 0);
  }
});

Deno.test("timeline() loads what is above a kept window that begins with a row without an id", async () => {
  const { clock, client, group } = liveWorld(150);
  const rows = [{ text: "x" }, group.messageAt(140), {}, group.messageAt(141)];
  const live = timeline(client, group.id, {
    cache: cacheOf({ get: () => ({ rows }), set: () => {} }),
  });
  const subscription = live.subscribe();
  assertEquals(live.value.items.length, 2);
  assertEquals(live.value.older.state, "more");
  await clock.advance(5_000);
  assertEquals(live.value.items.length, 10);
  // A page that is short is not the end yet.
  for (let pages = 0; pages < 3; pages++) {
    live.loadOlder();
    await clock.advance(5_000);
  }
  assertEquals(live.value.items.length, 150);
  assertEquals(live.value.older.state, "end");
  assertEquals(texts(live.value)[0], group.messageAt(0)?.text);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});
