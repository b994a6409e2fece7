import { assert, assertEquals } from "@std/assert";
import { Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { world } from "../../support/world.ts";

/** An account whose indexes give no page of more than `cap` rows. */
function capped(cap: number, groups: number) {
  const { clock, simulator } = world();
  const { token } = simulator;
  const fetch = (request: Request) => {
    const url = new URL(request.url);
    if (/\/(groups|chats)$/.test(url.pathname)) {
      const perPage = Number(url.searchParams.get("per_page"));
      url.searchParams.set("per_page", `${Math.min(perPage, cap)}`);
    }
    return simulator.fetch(new Request(url, request));
  };
  const client = new Client({ token, fetch, scheduler: clock });
  const all = Array.from(
    { length: groups },
    () => simulator.addGroup({ history: 3 }),
  );
  return { clock, simulator, client, groups: all };
}

for (const hasCursor of [false, true]) {
  Deno.test(`Client.tail() ${hasCursor ? "with a cursor " : ""}reads beyond a short page of an index`, async () => {
    for (const cap of [1, 5, 10]) {
      const { clock, simulator, client, groups } = capped(cap, 30);
      const kept = memoryCursor();
      const seen: string[] = [];
      const start = () => {
        const cursor = hasCursor ? { ...kept } : undefined;
        const tail = client.tail({ cursor });
        return (cursor ? tail.pipe(commit(cursor)) : tail)
          .subscribe(({ id }) => seen.push(id));
      };
      let running = start();
      await clock.advance(60_000);
      const sent: string[] = [];
      for (let i = 0; i < 5; i++) {
        for (const group of groups.slice(i, i + 12 + i)) {
          sent.push(simulator.inject(group).id);
        }
        await clock.advance(60_000);
        if (!hasCursor) continue;
        running.unsubscribe();
        await clock.settle();
        for (const group of groups.slice(0, 15)) {
          sent.push(simulator.inject(group).id);
        }
        running = start();
        await clock.advance(30_000);
      }
      running.unsubscribe();
      assertEquals(seen.toSorted(), sent.toSorted(), `cap ${cap}`);
    }
  });
}

Deno.test("Client.tail() requests no second page where the first one lists all that is known", async () => {
  const { clock, simulator, client, groups } = capped(100, 3);
  const running = client.tail().subscribe();
  await clock.advance(30_000);
  simulator.resetRequests();
  for (let i = 0; i < 10; i++) {
    for (const group of groups) simulator.inject(group);
    await clock.advance(10_000);
  }
  running.unsubscribe();
  const second = simulator.requests.filter(({ query }) => query.page === "2");
  assertEquals(second, []);
  assert(simulator.requests.length > 30);
});
