import { assert, assertEquals } from "@std/assert";
import { BehaviorSubject } from "rxjs";
import { push } from "@rxgroupme/client/push";
import {
  type ClientTimelineOptions,
  conversations,
  timeline,
  type Visible,
} from "@rxgroupme/client/timeline";
import { type World, world } from "../support/world.ts";

/** Requests of a minute, by kind, once all has settled. */
async function aMinute(
  all: World,
  isBusy: boolean,
  groupId: string,
): Promise<{ messages: number; newest: number; all: number }> {
  const { clock, simulator } = all;
  if (isBusy) {
    for (let i = 0; i < 40; i++) {
      simulator.inject(groupId);
      await clock.advance(1_500);
    }
  } else {
    await clock.advance(120_000);
  }
  simulator.resetRequests();
  for (let i = 0; i < 40; i++) {
    if (isBusy) simulator.inject(groupId);
    await clock.advance(1_500);
  }
  const asked = simulator.requests.filter(({ path }) => path !== "/faye");
  const messages = asked.filter(({ path }) => path.endsWith("/messages"));
  return {
    all: asked.length,
    messages: messages.length,
    newest:
      messages.filter(({ query }) =>
        !("since_id" in query || "after_id" in query || "before_id" in query)
      ).length,
  };
}

async function opened(
  options: (all: World) => ClientTimelineOptions = () => ({}),
): Promise<{ all: World; groupId: string; stop: () => void }> {
  const all = world();
  const group = all.simulator.addGroup({ members: 3, history: 400 });
  const live = timeline(all.client, group.id, options(all));
  const subscription = live.subscribe();
  await all.clock.advance(5_000);
  return { all, groupId: group.id, stop: () => subscription.unsubscribe() };
}

Deno.test("timeline() costs 30 requests a minute while people write, one in five with reactions", async () => {
  const { all, groupId, stop } = await opened();
  const minute = await aMinute(all, true, groupId);
  assert(minute.all >= 27 && minute.all <= 31, `${minute.all}`);
  assert(minute.newest >= 5 && minute.newest <= 6, `${minute.newest}`);
  stop();
});

Deno.test("timeline() costs 3 requests a minute without activity, each with reactions", async () => {
  const { all, groupId, stop } = await opened();
  const minute = await aMinute(all, false, groupId);
  assertEquals(minute, { all: 3, messages: 3, newest: 3 });
  stop();
});

Deno.test("timeline() by push costs nothing but push", async () => {
  for (const isBusy of [true, false]) {
    const { all, groupId, stop } = await opened(({ client }) => ({
      via: push(client),
    }));
    await all.clock.advance(60_000);
    const minute = await aMinute(all, isBusy, groupId);
    // After 50 messages the tail makes sure that push has lost none.
    assert(minute.all <= (isBusy ? 1 : 0), `${minute.all}`);
    stop();
    await all.clock.advance(1_000);
    assertEquals(all.clock.pending, 0);
  }
});

Deno.test("timeline() via conversations() costs a request a change and 6 refreshes, 3 while idle", async () => {
  for (const isBusy of [true, false]) {
    let listing = () => {};
    const { all, groupId, stop } = await opened(({ client }) => {
      const via = conversations(client);
      const subscription = via.subscribe();
      listing = () => subscription.unsubscribe();
      return { via };
    });
    await all.clock.advance(60_000);
    const { messages } = await aMinute(all, isBusy, groupId);
    // 30 looks find a change each, and each change is one request.
    if (isBusy) assert(messages <= 30 + 6, `${messages}`);
    else assertEquals(messages, 3);
    stop();
    listing();
  }
});

Deno.test("timeline() via conversations() costs two requests for a change that no other follows", async () => {
  const { all, groupId, stop } = await opened(({ client }) => ({
    via: conversations(client),
    refresh: false,
  }));
  await all.clock.advance(60_000);
  all.simulator.resetRequests();
  const changes = 5;
  for (let i = 0; i < changes; i++) {
    all.simulator.inject(groupId);
    await all.clock.advance(60_000);
  }
  const asked = all.simulator.requests.filter(({ path }) =>
    path.endsWith("/messages")
  );
  // The second one looks for what is shown late.
  assertEquals(asked.length, 2 * changes);
  stop();
});

Deno.test("timeline() costs one request a minute while hidden, and looks at once when shown", async () => {
  const visible$ = new BehaviorSubject<Visible>({ focused: true });
  const { all, groupId, stop } = await opened(() => ({ visible$ }));
  visible$.next({ focused: false });
  const minute = await aMinute(all, false, groupId);
  assertEquals(minute.all, 1);
  await all.clock.advance(30_000);
  all.simulator.resetRequests();
  visible$.next({ focused: true });
  await all.clock.advance(1_000);
  assert(all.simulator.requests.length >= 1);
  stop();
});

Deno.test("timeline() costs one more a minute while scrolled up", async () => {
  const visible$ = new BehaviorSubject<Visible>({});
  const all = world();
  const group = all.simulator.addGroup({ members: 3, history: 400 });
  const live = timeline(all.client, group.id, { visible$ });
  const subscription = live.subscribe();
  await all.clock.advance(1_000);
  live.loadOlder();
  await all.clock.advance(1_000);
  const [, first, last] = live.value.items;
  visible$.next({ first: first?.key, last: last?.key });
  const minute = await aMinute(all, false, group.id);
  assertEquals(minute.all, 3 + 1);
  subscription.unsubscribe();
});

Deno.test("timeline() opens with three requests, the second of a client with two", async () => {
  const all = world();
  const [a, b] = [1, 2].map(() =>
    all.simulator.addGroup({ members: 3, history: 400 })
  );
  const counts: number[] = [];
  for (const group of [a, b]) {
    all.simulator.resetRequests();
    const subscription = timeline(all.client, group?.id ?? "").subscribe();
    await all.clock.advance(500);
    counts.push(all.simulator.requests.length);
    subscription.unsubscribe();
  }
  assertEquals(counts, [3, 2]);
});
