import { assertEquals } from "@std/assert";
import { timeline } from "@rxgroupme/client/timeline";
import { liveWorld, texts } from "./live.ts";

Deno.test("timeline() loads what is above a kept window that begins with a row without an id", async () => {
  const { clock, client, group } = liveWorld(150);
  const rows = [{ text: "x" }, group.messageAt(140), {}, group.messageAt(141)];
  const live = timeline(client, group.id, {
    cache: { get: () => ({ rows }), set: () => {} },
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
