import { assert, assertEquals } from "@std/assert";
import {
  CursorConflict,
  RateLimited,
  type TailStatus,
  Unauthorized,
} from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { FakeSource } from "../support/live_source.ts";
import { world } from "../support/world.ts";

/** A tail of a group, and the states that it tells. */
function watched(isPushed = false) {
  const here = world();
  const group = here.simulator.addGroup({ history: 3 });
  const via = isPushed ? new FakeSource(here.simulator) : undefined;
  const tail = here.client.groups.messages(group.id).tail({ via });
  const states: TailStatus[] = [];
  tail.status$.subscribe((status) => states.push(status));
  const last = () => {
    const { state, code } = states.at(-1) ?? {};
    return `${state}, ${code}`;
  };
  return { ...here, group, via, tail, states, last };
}

for (const isPushed of [false, true]) {
  Deno.test(`Tail.status$ is true for both of two subscribers, ${isPushed ? "with push" : "polling"}`, async () => {
    const { clock, tail, last } = watched(isPushed);
    assertEquals(last(), "offline, notStarted");
    const live = `live, ${isPushed ? "push" : "polling"}`;
    const list = tail.subscribe();
    const badge = tail.subscribe();
    await clock.advance(120_000);
    assertEquals(last(), live);
    badge.unsubscribe();
    await clock.advance(100);
    assertEquals(last(), live);
    list.unsubscribe();
    await clock.advance(100);
    assertEquals(last(), "offline, stopped");
    const again = tail.subscribe();
    await clock.advance(60_000);
    assertEquals(last(), live);
    again.unsubscribe();
  });
}

Deno.test("Tail.status$ shows the run that stands worst", async () => {
  const { clock, simulator, client, tail, last } = watched();
  const first = tail.subscribe();
  await clock.advance(10_000);
  assertEquals(last(), "live, polling");
  simulator.outage(30_000);
  const second = tail.subscribe();
  await clock.advance(1_000);
  assertEquals(last(), "offline, NoResponse");
  second.unsubscribe();
  await clock.advance(60_000);
  assertEquals(last(), "live, polling");
  first.unsubscribe();
  assert(client);
});

Deno.test("Tail.status$ tells when it is to be tried again", async () => {
  const { clock, simulator, tail, states } = watched();
  const running = tail.subscribe();
  await clock.advance(10_000);
  simulator.fault({
    status: 429,
    headers: { "retry-after": "90" },
    times: 1,
  });
  await clock.advance(30_000);
  const { state, code, error, retryAt } = states.at(-1) ?? {};
  assertEquals([state, code], ["offline", "RateLimited"]);
  assert(error instanceof RateLimited);
  const ms = Number(retryAt) - clock.now();
  assert(ms > 50_000 && ms < 90_000, `${ms}`);
  await clock.advance(120_000);
  assertEquals(states.at(-1)?.state, "live");
  assertEquals(states.at(-1)?.retryAt, undefined);
  running.unsubscribe();
});

Deno.test("Tail.status$ keeps what a tail ended with, until it runs again", async () => {
  const { clock, simulator, tail, states } = watched();
  tail.subscribe({ error: () => {} });
  await clock.advance(10_000);
  const fault = simulator.fault({ status: 401 });
  await clock.advance(60_000);
  const { code, error } = states.at(-1) ?? {};
  assertEquals(code, "Unauthorized");
  assert(error instanceof Unauthorized);
  simulator.clearFaults();
  assert(fault.hits > 0);
  const again = tail.subscribe();
  await clock.advance(30_000);
  assertEquals(states.at(-1)?.code, "polling");
  again.unsubscribe();
});

Deno.test("Tail.status$ is offline while no answer comes for a minute", async () => {
  const { clock, simulator, client, tail, last } = watched();
  const running = tail.subscribe();
  await clock.advance(10_000);
  // Another request of the client makes all of them wait.
  simulator.fault({
    status: 429,
    headers: { "retry-after": "3600" },
    times: 1,
    match: { path: "/v3/users/me" },
  });
  const asking = client.user.getMe().subscribe({ error: () => {} });
  await clock.advance(120_000);
  assertEquals(last(), "offline, waiting");
  await clock.advance(3_600_000);
  assertEquals(last(), "live, polling");
  running.unsubscribe();
  asking.unsubscribe();
});

Deno.test("Tail.status$ tells of each failure when it is tried again", async () => {
  const { clock, simulator, tail, states } = watched();
  const running = tail.subscribe();
  await clock.advance(10_000);
  simulator.outage(300_000);
  await clock.advance(1_000);
  for (let i = 0; i < 50; i++) {
    await clock.advance(5_000);
    const { reason, retryAt } = states.at(-1) ?? {};
    assert(Number(retryAt) >= clock.now(), `${reason} at ${retryAt}`);
  }
  await clock.advance(90_000);
  assertEquals(states.at(-1)?.state, "live");
  running.unsubscribe();
});

Deno.test("Tail.status$ keeps a conflict that a pushed message met", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 3 });
  const via = new FakeSource(simulator);
  const cursor = memoryCursor();
  const messages = client.groups.messages(group.id);
  const first = messages.tail({ via, cursor });
  let last: TailStatus | undefined;
  first.status$.subscribe((status) => last = status);
  let error: unknown;
  first.subscribe({ error: (it) => error = it });
  await clock.advance(30_000);
  const second = messages.tail({ via, cursor }).subscribe();
  await clock.advance(30_000);
  simulator.inject(group, { text: "pushed" });
  await clock.advance(1_000);
  assert(error instanceof CursorConflict, `${error}`);
  assertEquals(last?.code, "CursorConflict");
  assertEquals(last?.error, error);
  second.unsubscribe();
});
