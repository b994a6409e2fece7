import { assert, assertEquals } from "@std/assert";
import { type AnyMessage, Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { push } from "@rxgroupme/client/push";
import fc from "fast-check";
import { concatMap, delay, firstValueFrom, map, of, timer } from "rxjs";
import { FakeSource } from "../../support/live_source.ts";
import { seedOf } from "../../support/mutate.ts";
import { world } from "../../support/world.ts";

/** Listens to a tail; what it delivers, and what it ends with. */
function heard(tail: ReturnType<Client["tail"]>) {
  const texts: (string | undefined)[] = [];
  const errors: unknown[] = [];
  const listening = tail.subscribe({
    next: ({ text }) => texts.push(text),
    error: (error) => errors.push(error),
  });
  return { texts, errors, stop: () => listening.unsubscribe() };
}

Deno.test("Client.tail() with a cursor loses nothing of several groups through 60 random crashes", async () => {
  const seed = seedOf("several", 10_502);
  const burst = fc.record({
    group: fc.nat(3),
    size: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(130)),
    visibleAfter: fc.constantFrom(0, 0, 0, 3_000, 4_900),
    ms: fc.integer({ min: 0, max: 6_000 }),
    isUp: fc.boolean(),
  });
  const life = fc.record({
    bursts: fc.array(burst, { minLength: 1, maxLength: 5 }),
    gone: fc.integer({ min: 0, max: 10_000 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (lives, isPushed) => {
        const { clock, simulator, client } = world();
        const groups = Array.from(
          { length: 4 },
          () => simulator.addGroup({ history: 3 }),
        );
        // So that answers overtake one another.
        for (const delay of [50, 300, 900, 2_500]) {
          simulator.fault({ delay, probability: 0.25 });
        }
        const via = isPushed ? new FakeSource(simulator) : undefined;
        const seen = new Set<string>();
        const errors: unknown[] = [];
        let kept: string | undefined;
        const start = () => {
          const cursor = memoryCursor(kept);
          const running = client.tail({ cursor, via }).pipe(
            concatMap((message: AnyMessage) => {
              seen.add(message.id);
              return of(message).pipe(delay(100, clock));
            }),
            commit(cursor),
          ).subscribe({ error: (error) => errors.push(error) });
          return () => {
            running.unsubscribe();
            kept = cursor.get() as string | undefined;
          };
        };
        let stop = start();
        await clock.advance(20_000);
        const sent: string[] = [];
        for (const { bursts, gone } of lives) {
          for (const { group, size, visibleAfter, ms, isUp } of bursts) {
            for (let i = 0; i < size; i++) {
              const late = i ? {} : { visibleAfter };
              sent.push(simulator.inject(groups[group] ?? "", late).id);
            }
            if (via) via.isUp = isUp;
            await clock.advance(ms);
          }
          stop();
          await clock.settle();
          await clock.advance(gone);
          stop = start();
        }
        await clock.advance(1_500_000);
        stop();
        await clock.settle();
        assertEquals(errors, []);
        assertEquals(sent.filter((id) => !seen.has(id)), [], "lost");
        assertEquals(clock.pending, 0);
      },
    ),
    { numRuns: 60, seed },
  );
});

Deno.test("Client.tail() reads beyond a page of groups that an empty group stands on", async () => {
  const { clock, simulator, client } = world();
  const groups = Array.from(
    { length: 130 },
    () => simulator.addGroup({ history: 2 }),
  );
  const { texts, stop } = heard(client.tail());
  await clock.advance(60_000);
  simulator.outage(60_000);
  await clock.advance(10_000);
  for (const [i, group] of groups.entries()) {
    simulator.inject(group, { text: `${i}` });
  }
  simulator.addGroup();
  await clock.advance(120_000);
  stop();
  assertEquals(texts.length, 130);
});

Deno.test("Client.tail() keeps the order of a conversation that is new while its consumer is busy", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const seen: (string | undefined)[] = [];
  const running = client.tail({ via: new FakeSource(simulator) })
    .concatMap(({ text }) =>
      timer(1_000, clock).pipe(map(() => seen.push(text)))
    ).subscribe();
  await clock.advance(60_000);
  simulator.inject(group, { text: "busy" });
  await clock.advance(100);
  const added = simulator.addGroup();
  for (const text of ["1", "2", "3"]) simulator.inject(added, { text });
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(seen, ["busy", "1", "2", "3"]);
});

Deno.test("Client.tail() does not ask again and again for a group that was pushed and that the user has left", async () => {
  const { clock, simulator, client } = world({ simulator: { latency: 50 } });
  simulator.addGroup({ history: 3 });
  const { errors, stop } = heard(client.tail({ via: push(client) }));
  await clock.advance(60_000);
  const owner = simulator.addUser({ name: "Teo" });
  const group = simulator.addGroup({ owner, members: [simulator.me] });
  const { fetch } = simulator;
  const hers = new Client({ token: owner.token, fetch, scheduler: clock });
  const { members } = await clock.until(
    firstValueFrom(hers.groups.get(group.id)),
  );
  const mine = members.find(({ userId }) => userId === simulator.me.id);
  simulator.inject(group, { userId: owner.id });
  const removed = firstValueFrom(
    hers.groups.memberships(group.id).remove(mine?.id ?? ""),
  );
  await clock.advance(200);
  await removed;
  simulator.resetRequests();
  await clock.advance(60_000);
  stop();
  assertEquals(errors, []);
  const asked = simulator.requests.filter(({ path }) => path !== "/faye");
  assert(asked.length <= 3, `${asked.length} requests`);
});

Deno.test("Client.tail() does not ask again and again for a message that only the index knows", async () => {
  const { clock, simulator } = world();
  simulator.addGroup({ history: 3 });
  let gone = "";
  const fetch = async (request: Request) => {
    const response = await simulator.fetch(request);
    if (!gone || !request.url.includes("/v3/groups?")) return response;
    const answer = await response.json();
    const [group] = answer.response;
    if (group) group.messages.last_message_id = gone;
    return Response.json(answer);
  };
  const { token } = simulator;
  const { stop } = heard(new Client({ token, fetch, scheduler: clock }).tail());
  await clock.advance(30_000);
  gone = "175499999999999999";
  simulator.resetRequests();
  await clock.advance(600_000);
  stop();
  const polls = simulator.requests.filter(({ path }) => path === "/v3/groups");
  const more = simulator.requests.length - 2 * polls.length;
  assert(more > 0 && more <= 2, `${more} more than the polls`);
});

Deno.test("Client.tail() goes on with the others while one group fails alone", async () => {
  const { clock, simulator, client } = world();
  const [bad, good] = [1, 2].map(() => simulator.addGroup({ history: 3 }));
  const { texts, errors, stop } = heard(client.tail());
  await clock.advance(30_000);
  const path = `/v3/groups/${bad?.id}/messages`;
  simulator.fault({ status: 400, match: { path } });
  simulator.inject(bad ?? "", { text: "for later" });
  simulator.inject(good ?? "", { text: "now" });
  await clock.advance(60_000);
  assertEquals(texts, ["now"]);
  simulator.clearFaults();
  await clock.advance(60_000);
  stop();
  assertEquals(texts, ["now", "for later"]);
  assertEquals(errors, []);
});

Deno.test("Client.tail() of an account without a conversation leaves out the history of the first one", async () => {
  const { clock, simulator, client } = world();
  const { texts, stop } = heard(client.tail());
  await clock.advance(30_000);
  const group = simulator.addGroup({ history: 500 });
  simulator.inject(group, { text: "welcome" });
  await clock.advance(60_000);
  stop();
  // What was said in the last minutes, which the clocks may differ by, comes.
  assert(texts.length < 50, `${texts.length} of 501`);
  assertEquals(texts.at(-1), "welcome");
});

for (const status of [403, 404]) {
  Deno.test(`Client.tail() loses nothing to a single ${status}`, async () => {
    const { clock, simulator, client } = world();
    const [a, b] = [1, 2].map(() => simulator.addGroup({ history: 3 }));
    const { texts, stop } = heard(client.tail());
    await clock.advance(10_000);
    const match = { path: `/v3/groups/${a?.id}/messages` };
    simulator.fault({ status, match, times: 1 });
    simulator.inject(a ?? "", { text: "a" });
    await clock.advance(30_000);
    simulator.inject(b ?? "", { text: "b" });
    await clock.advance(30_000);
    stop();
    assertEquals(texts, ["a", "b"]);
  });
}

for (const isPushed of [false, true]) {
  Deno.test(`Client.tail()${isPushed ? " via push" : ""} goes on with the others while one group keeps failing`, async () => {
    const { clock, simulator, client } = world();
    const [bad, good] = [1, 2].map(() => simulator.addGroup({ history: 3 }));
    const via = isPushed ? new FakeSource(simulator) : undefined;
    const { texts, errors, stop } = heard(client.tail({ via }));
    await clock.advance(10_000);
    const match = { path: `/v3/groups/${bad?.id}/messages` };
    simulator.fault({ status: 500, match, forMs: 1_800_000 });
    if (via) via.isUp = false;
    simulator.inject(bad ?? "", { text: "for later" });
    await clock.advance(10_000);
    simulator.inject(good ?? "", { text: "now" });
    await clock.advance(120_000);
    assertEquals(texts, ["now"]);
    await clock.advance(1_800_000);
    stop();
    assertEquals(texts, ["now", "for later"]);
    assertEquals(errors, []);
  });
}

Deno.test("Client.tail() that starts again reads no group without new messages", async () => {
  const { clock, simulator, client } = world();
  const groups = Array.from(
    { length: 250 },
    () => simulator.addGroup({ history: 2 }),
  );
  const cursor = memoryCursor();
  for (let run = 0; run < 3; run++) {
    const running = client.tail({ cursor }).pipe(commit(cursor)).subscribe();
    await clock.advance(30_000);
    if (groups[0]) simulator.inject(groups[0]);
    await clock.advance(30_000);
    running.unsubscribe();
    simulator.resetRequests();
  }
  const running = client.tail({ cursor }).pipe(commit(cursor)).subscribe();
  await clock.advance(30_000);
  running.unsubscribe();
  const read = simulator.requests.filter(({ path }) =>
    path.endsWith("/messages")
  );
  assert(read.length <= 5, `${read.length} reads`);
});
