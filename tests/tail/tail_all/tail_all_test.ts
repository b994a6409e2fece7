import { assert, assertEquals } from "@std/assert";
import { type AnyMessage, Unauthorized } from "@rxgroupme/client";
import fc from "fast-check";
import { FakeSource } from "../../support/live_source.ts";
import { seedOf } from "../../support/mutate.ts";
import { world } from "../../support/world.ts";

function tailed(groups: number, chats = 2, isPushed = false) {
  const here = world();
  const { simulator, client, clock } = here;
  const places = Array.from(
    { length: groups },
    () => simulator.addGroup({ history: 5 }),
  );
  const others = Array.from({ length: chats }, () => {
    const other = simulator.addUser();
    return { other, chat: simulator.addChat(other, { history: 3 }) };
  });
  const via = isPushed ? new FakeSource(simulator) : undefined;
  const seen: AnyMessage[] = [];
  const errors: unknown[] = [];
  const running = client.tail({ via }).subscribe({
    next: (message) => seen.push(message),
    error: (error) => errors.push(error),
  });
  const stop = async () => {
    running.unsubscribe();
    await clock.settle();
    assertEquals(clock.pending, 0);
    assertEquals(simulator.open, 0);
  };
  return { ...here, groups: places, others, via, seen, errors, stop };
}

Deno.test("Client.tail() makes two requests a poll for 100 groups, and fetches only what changed", async () => {
  const { clock, simulator, groups, seen, stop } = tailed(100);
  await clock.advance(1_000);
  simulator.resetRequests();
  await clock.advance(600_000);
  const polls = simulator.requests.filter(({ path }) => path === "/v3/groups");
  assertEquals(simulator.requests.length, 2 * polls.length);
  const [group] = groups;
  assert(group);
  simulator.resetRequests();
  simulator.inject(group, { text: "low tide" });
  await clock.advance(20_000);
  assertEquals(seen.map(({ text }) => text), ["low tide"]);
  const rest = simulator.requests.filter(({ path }) =>
    path !== "/v3/groups" && path !== "/v3/chats"
  );
  assert(rest.every(({ path }) => path === `/v3/groups/${group.id}/messages`));
  assert(rest.length <= 2, `${rest.length}`);
  await stop();
});

Deno.test("Client.tail() delivers groups and chats, bursts included", async () => {
  const { clock, simulator, groups, others, seen, stop } = tailed(120, 5);
  await clock.advance(5_000);
  const sent: string[] = [];
  for (const group of groups) sent.push(simulator.inject(group).id);
  for (const { chat, other } of others) {
    sent.push(simulator.inject(chat, { userId: other.id }).id);
  }
  const [group] = groups;
  for (let i = 0; i < 350; i++) sent.push(simulator.inject(group ?? "").id);
  await clock.advance(60_000);
  assertEquals(seen.map(({ id }) => id).toSorted(), sent.toSorted());
  await stop();
});

Deno.test("Client.tail() takes in new groups, from when they turn up", async () => {
  const { clock, simulator, seen, stop } = tailed(2);
  await clock.advance(30_000);
  const owner = simulator.addUser({ name: "Teo" });
  const group = simulator.addGroup({
    owner,
    members: [simulator.me],
    history: 500,
  });
  const sent = Array.from({ length: 130 }, () => simulator.inject(group).id);
  await clock.advance(30_000);
  sent.push(simulator.inject(group).id);
  await clock.advance(30_000);
  assertEquals(seen.map(({ id }) => id), sent);
  await stop();
});

Deno.test("Client.tail() drops a group that the user has left, and goes on", async () => {
  const { clock, simulator, groups, seen, errors, stop } = tailed(2);
  await clock.advance(5_000);
  const [gone, kept] = groups;
  const path = `/v3/groups/${gone?.id}/messages`;
  simulator.fault({ status: 404, body: "", match: { path } });
  simulator.inject(gone ?? "");
  simulator.inject(kept ?? "", { text: "still here" });
  await clock.advance(60_000);
  assertEquals(seen.map(({ text }) => text), ["still here"]);
  assertEquals(errors, []);
  await stop();
});

Deno.test("Client.tail() ends on a revoked token", async () => {
  const { clock, simulator, errors, stop } = tailed(2);
  await clock.advance(5_000);
  simulator.revokeToken(simulator.token);
  await clock.advance(30_000);
  assert(errors[0] instanceof Unauthorized);
  await stop();
});

Deno.test("Client.tail() via push needs no index while push is up", async () => {
  const { clock, simulator, groups, others, seen, stop } = tailed(100, 2, true);
  await clock.advance(60_000);
  simulator.resetRequests();
  for (let i = 0; i < 30; i++) {
    simulator.inject(groups[i] ?? "");
    await clock.advance(1_000);
  }
  const [{ chat, other } = { chat: "", other: { id: "" } }] = others;
  simulator.inject(chat, { userId: other.id });
  await clock.advance(0);
  assertEquals(seen.length, 31);
  assertEquals(simulator.requests, []);
  await clock.advance(1_800_000);
  assert(simulator.requests.length < 45, `${simulator.requests.length}`);
  await stop();
});

for (const isPushed of [false, true]) {
  Deno.test(`Client.tail() ${isPushed ? "via push " : ""}delivers each message once through 100 random schedules`, async () => {
    const seed = seedOf("tail_all", 10_503);
    const step = fc.record({
      pause: fc.integer({ min: 0, max: 8_000 }),
      group: fc.integer({ min: 0, max: 4 }),
      size: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(120)),
      visibleAfter: fc.constantFrom(0, 0, 0, 2_000, 4_900),
      isUp: fc.boolean(),
      isNew: fc.constantFrom(false, false, false, true),
      outage: fc.constantFrom(0, 0, 0, 20_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async (steps) => {
          const { clock, simulator, groups, via, seen, stop } = tailed(
            4,
            1,
            isPushed,
          );
          simulator.fault({ status: 502, probability: 0.2 });
          await clock.advance(120_000);
          const sent: string[] = [];
          for (
            const { pause, group, size, visibleAfter, isUp, isNew, outage }
              of steps
          ) {
            await clock.advance(pause);
            if (via) via.isUp = isUp;
            if (outage) simulator.outage(outage);
            if (isNew) groups.push(simulator.addGroup({ history: 150 }));
            const place =
              groups[isNew ? groups.length - 1 : group % groups.length];
            for (let i = 0; i < size; i++) {
              const late = i ? {} : { visibleAfter };
              sent.push(simulator.inject(place ?? "", late).id);
            }
          }
          await clock.advance(2_000_000);
          await stop();
          const ids = seen.map(({ id }) => id);
          assertEquals(new Set(ids).size, ids.length, "nothing twice");
          // A new group may come with messages of the last few seconds.
          const wanted = new Set(sent);
          const got = ids.filter((id) => wanted.has(id));
          assertEquals(got.toSorted(), sent.toSorted());
        },
      ),
      { numRuns: 100, seed },
    );
  });
}
