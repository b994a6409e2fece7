import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  Client,
  Forbidden,
  type Message,
  NotFound,
  type TailOptions,
  Unauthorized,
} from "@rxgroupme/client";
import { firstValueFrom, ignoreElements, lastValueFrom, timer } from "rxjs";
import { world } from "../support/world.ts";

/** A world with a group whose tail is read into an array. */
function tailed(
  options: TailOptions = {},
  history = 130,
  settings: Parameters<typeof world>[0] = {},
) {
  const here = world(settings);
  const group = here.simulator.addGroup({ history });
  const tail = here.client.groups.messages(group.id).tail(options);
  const seen: Message[] = [];
  const states: string[] = [];
  const errors: unknown[] = [];
  const watching = tail.status$.subscribe(({ state, reason }) =>
    states.push(`${state}: ${reason}`)
  );
  const running = tail.subscribe({
    next: (message) => seen.push(message),
    error: (error) => errors.push(error),
  });
  const stop = async () => {
    running.unsubscribe();
    watching.unsubscribe();
    await here.clock.settle();
    assertEquals(here.clock.pending, 0);
    assertEquals(here.simulator.open, 0);
  };
  return { ...here, group, tail, seen, states, errors, stop };
}

const texts = (messages: readonly Message[]) =>
  messages.map(({ text }) => text);

Deno.test("Tail starts from now", async () => {
  const { clock, simulator, group, seen, stop } = tailed();
  await clock.advance(10_000);
  assertEquals(seen, []);
  simulator.inject(group, { text: "low tide" });
  await clock.advance(10_000);
  assertEquals(texts(seen), ["low tide"]);
  await stop();
});

Deno.test("Tail starts after the message that `since` names", async () => {
  const { clock, client, simulator, group } = tailed();
  const page = await lastValueFrom(
    client.groups.messages(group.id).list({ limit: 100 }),
  );
  const since = page[49]?.id;
  const seen: string[] = [];
  const running = client.groups.messages(group.id).tail({ since })
    .subscribe(({ id }) => seen.push(id));
  await clock.advance(5_000);
  running.unsubscribe();
  assertEquals(seen, page.slice(0, 49).map(({ id }) => id).toReversed());
  assert(simulator.requests.length > 0);
});

for (const strictAnchors of [false, true]) {
  Deno.test(`Tail starts from the beginning where anchors are ${strictAnchors ? "strict" : "lax"}`, async () => {
    const { clock, seen, simulator, stop } = tailed(
      { since: "beginning" },
      1_050,
      { simulator: { strictAnchors } },
    );
    await clock.advance(5_000);
    assertEquals(seen.length, 1_050);
    const ids = seen.map(({ id }) => id);
    assertEquals(ids, ids.toSorted());
    assertEquals(new Set(ids).size, 1_050);
    // Forth alone, or back and forth.
    assert(simulator.requests.length < (strictAnchors ? 30 : 20));
    await stop();
  });
}

Deno.test("Tail of an empty group delivers its very first messages", async () => {
  const { clock, simulator, group, seen, stop } = tailed({}, 0);
  await clock.advance(3_000);
  for (let i = 0; i < 250; i++) simulator.inject(group, { text: `${i}` });
  await clock.advance(30_000);
  assertEquals(texts(seen), Array.from({ length: 250 }, (_, i) => `${i}`));
  await stop();
});

Deno.test("Tail delivers a late message that a long gap walk has passed by", async () => {
  const { clock, simulator, group, seen, stop } = tailed();
  await clock.advance(5_000);
  for (let i = 0; i < 150; i++) simulator.inject(group, { text: "early" });
  simulator.inject(group, { text: "late", visibleAfter: 4_900 });
  for (let i = 0; i < 250; i++) simulator.inject(group, { text: "early" });
  // Each page of the walk takes so long that it ends well after that.
  const slow = simulator.fault({ delay: 4_000, times: 6 });
  await clock.advance(2_000);
  for (let i = 0; i < 10; i++) {
    await clock.advance(2_000);
    simulator.inject(group, { text: "after" });
  }
  await clock.advance(60_000);
  assertEquals(slow.hits, 6);
  assertEquals(seen.length, 411);
  assertEquals(texts(seen).filter((text) => text === "late"), ["late"]);
  await stop();
});

Deno.test("Tail polls less often while no message comes, and often again once one does", async () => {
  const { clock, simulator, group, stop } = tailed({
    interval: 2_000,
    maxInterval: 20_000,
  });
  await clock.advance(600_000);
  const idle = simulator.requests.length;
  assert(idle > 28 && idle < 45, `${idle} requests in ten idle minutes`);
  simulator.inject(group, {});
  await clock.advance(20_000);
  simulator.resetRequests();
  for (let i = 0; i < 30; i++) {
    simulator.inject(group, {});
    await clock.advance(2_000);
  }
  const busy = simulator.requests.length;
  assert(busy >= 29 && busy <= 31, `${busy} requests in a busy minute`);
  await stop();
});

Deno.test("Tail.status$ emits the state and the reason", async () => {
  const { clock, simulator, group, states, stop } = tailed();
  await clock.advance(3_000);
  simulator.outage(10_000);
  await clock.advance(40_000);
  for (let i = 0; i < 300; i++) simulator.inject(group, {});
  await clock.advance(40_000);
  await stop();
  // Each further failure is told too, with the time of the next attempt.
  const changes = states.filter((state, at) => state !== states[at - 1]);
  assertEquals(changes.map((state) => state.slice(0, 24)), [
    "offline: not started",
    "catchingUp: reading what",
    "live: polling",
    "offline: Cannot GET /v3/",
    "live: polling",
    "catchingUp: reading what",
    "live: polling",
    "offline: stopped",
  ]);
});

for (
  const [status, Kind] of [[401, Unauthorized], [403, Forbidden], [
    404,
    NotFound,
  ]] as const
) {
  Deno.test(`Tail ends with an error on a ${status}, and polls no more`, async () => {
    const { clock, simulator, errors, stop } = tailed();
    await clock.advance(3_000);
    simulator.fault({ status });
    await clock.advance(30_000);
    assertEquals(errors.length, 1);
    assert(errors[0] instanceof Kind);
    simulator.resetRequests();
    await clock.advance(60_000);
    assertEquals(simulator.requests, []);
    await stop();
  });
}

Deno.test("Tail errors when the user is removed from the group", async () => {
  const { clock, simulator, client } = world();
  const owner = simulator.addUser({ name: "Teo" });
  const group = simulator.addGroup({ owner, members: [simulator.me] });
  const gone = assertRejects(
    () => lastValueFrom(client.groups.messages(group.id).tail()),
    NotFound,
  );
  await clock.advance(3_000);
  const me = (await lastValueFrom(client.groups.get(group.id))).members
    .find(({ userId }) => userId === simulator.me.id);
  const { status } = await simulator.fetch(
    `https://api.groupme.com/v3/groups/${group.id}/members/${me?.id}/remove`,
    { method: "POST", headers: { "X-Access-Token": owner.token } },
  );
  assertEquals(status, 200);
  await clock.advance(30_000);
  await gone;
});

Deno.test("Tail.concatMap() requests nothing while its consumer is busy", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 450 });
  const done: string[] = [];
  const working = client.groups.messages(group.id).tail({ since: "beginning" })
    .concatMap((message) => {
      done.push(message.id);
      return timer(1_000, clock).pipe(ignoreElements());
    }).subscribe();
  await clock.advance(10_500);
  const requests = simulator.requests.length;
  assertEquals(done.length, 11);
  await clock.advance(80_000);
  assertEquals(done.length, 91);
  assertEquals(simulator.requests.length, requests);
  await clock.advance(400_000);
  assertEquals(done, done.toSorted());
  assertEquals(done.length, 450);
  working.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
});

Deno.test("Tail is pulled by for await, and leaving it aborts its request", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const messages: string[] = [];
  const reading = (async () => {
    const tail = client.groups.messages(group.id).tail({ since: "beginning" });
    for await (const message of tail) {
      messages.push(message.id);
      if (messages.length === 31) break;
    }
  })();
  await clock.advance(5_000);
  assertEquals(messages.length, 30);
  simulator.inject(group, {});
  await clock.until(reading);
  assertEquals(messages.length, 31);
  await clock.settle();
  assertEquals(clock.pending, 0);
  assertEquals(simulator.open, 0);
});

Deno.test("Tail read by for await can be stopped while it waits", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  const iterator = client.groups.messages(group.id).tail()
    [Symbol.asyncIterator]();
  const next = iterator.next();
  await clock.advance(1_000);
  await iterator.return?.();
  assertEquals(await next, { value: undefined, done: true });
  await clock.settle();
  assertEquals(clock.pending, 0);
});

Deno.test("Tail delivers direct messages too", async () => {
  const { clock, simulator, client } = world();
  const other = simulator.addUser({ name: "Teo" });
  const chat = simulator.addChat(other);
  const next = firstValueFrom(client.chats.messages(other.id).tail());
  await clock.advance(3_000);
  simulator.inject(chat, { text: "bring the net?", userId: other.id });
  assertEquals((await clock.until(next)).text, "bring the net?");
});

Deno.test("Messages.tail() refuses wrong arguments before any request", () => {
  const { simulator, client } = world();
  const messages = client.groups.messages("1");
  assertThrows(() => messages.tail({ interval: 0 }), RangeError, "interval");
  assertThrows(
    () => messages.tail({ maxInterval: NaN }),
    RangeError,
    "maxInterval",
  );
  assertThrows(
    () => messages.tail({ allowedLateness: -1 }),
    RangeError,
    "allowedLateness",
  );
  assertThrows(() => messages.tail({ since: "yesterday" }), TypeError, "since");
  assertEquals(simulator.requests.length, 0);
});

Deno.test("Tail polls again when a page that must be there comes empty", async () => {
  const { clock, simulator } = world();
  const group = simulator.addGroup({ history: 30 });
  let isEmpty = false;
  const fetch = (request: Request) => {
    if (!isEmpty || !request.url.includes("after_id")) {
      return simulator.fetch(request);
    }
    isEmpty = false;
    return Promise.resolve(new Response(null, { status: 304 }));
  };
  const { token } = simulator;
  const client = new Client({ token, fetch, scheduler: clock });
  const seen: string[] = [];
  const reasons: string[] = [];
  const tail = client.groups.messages(group.id).tail();
  const watching = tail.status$.subscribe(({ reason }) => reasons.push(reason));
  const running = tail.subscribe(({ id }) => seen.push(id));
  await clock.advance(60_000);
  const sent = Array.from({ length: 20 }, () => simulator.inject(group).id);
  isEmpty = true;
  await clock.advance(60_000);
  running.unsubscribe();
  watching.unsubscribe();
  assertEquals(seen, sent);
  assertEquals(reasons.at(-2), "polling");
});
