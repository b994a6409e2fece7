import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { BehaviorSubject, map } from "rxjs";
import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import {
  cacheOf,
  memoryCache,
  readPlace,
  timeline,
  type TimelineCache,
  typingVia,
  type Visible,
  webStorageCache,
} from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { texts } from "./live.ts";

Deno.test("readPlace() marks the first unread row, and counts", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 150 });
  group.setUnread(20);
  const live = timeline(client, group.id, { read: readPlace(client) });
  simulator.resetRequests();
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const index = simulator.requests.filter(({ path }) => path === "/v3/groups");
  assertEquals(index.length, 1);
  const { unread, items, me } = live.value;
  const first = items.findIndex(({ key }) => key === unread.firstKey);
  const below = items.slice(first).filter(({ isOwn }) => !isOwn);
  assert(first > 0);
  assertEquals(unread.count, below.length);
  assertEquals(me, simulator.me.id);
  live.markRead();
  assertEquals(live.value.unread.count, 0);
  await clock.advance(1_000);
  assertEquals(group.unread(), 0);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() takes the mark away when it is left, and sets it for what came meanwhile", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 50 });
  group.setUnread(10);
  const live = timeline(client, group.id, { read: readPlace(client) });
  let subscription = live.subscribe();
  await clock.advance(1_000);
  assert(live.value.unread.count > 0);
  live.markRead();
  await clock.advance(15_000);
  subscription.unsubscribe();
  assertEquals(live.value.unread.count, 0);
  assertEquals(live.value.unread.firstKey, undefined);
  const { id } = simulator.inject(group);
  simulator.inject(group);
  subscription = live.subscribe();
  await clock.advance(1_000);
  assertEquals(live.value.unread.firstKey, id);
  assertEquals(live.value.unread.count, 2);
  subscription.unsubscribe();
});

Deno.test("timeline() opens around the first unread message", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 2_000 });
  group.setUnread(500);
  const live = timeline(client, group.id, {
    read: readPlace(client),
    around: "unread",
  });
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const { unread, items, newer } = live.value;
  const at = items.findIndex(({ key }) => key === unread.firstKey);
  assert(at > 0 && at < items.length);
  assert(
    items.slice(0, at).every(({ id = "" }) => id <= (unread.readUpTo ?? "")),
  );
  assertEquals(newer.state, "more");
  // Those of oneself are none, and the server counts none of them.
  assert(unread.count > 300 && unread.count <= 500, `${unread.count}`);
  subscription.unsubscribe();
});

Deno.test("timeline() reads along while its end is looked at, once in 10 seconds at most", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 50 });
  const visible$ = new BehaviorSubject<Visible>({ atEnd: true, focused: true });
  const live = timeline(client, group.id, {
    read: readPlace(client),
    via: push(client),
    visible$,
  });
  const subscription = live.subscribe();
  await clock.advance(30_000);
  simulator.resetRequests();
  for (let i = 0; i < 30; i++) {
    simulator.inject(group);
    await clock.advance(1_000);
  }
  await clock.advance(15_000);
  const receipts = simulator.requests.filter(({ path, method }) =>
    method === "POST" && path.includes("read_receipts")
  );
  assert(receipts.length >= 3 && receipts.length <= 5, `${receipts.length}`);
  assertEquals(group.unread(), 0);
  visible$.next({ atEnd: true, focused: false });
  simulator.inject(group);
  await clock.advance(15_000);
  assertEquals(live.value.unread.count, 1);
  assertEquals(group.unread(), 1);
  subscription.unsubscribe();
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() tells what is read when one comes back to it, or to its end", async () => {
  for (
    const away of [
      { atEnd: true, focused: false },
      { atEnd: false, focused: true },
    ]
  ) {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 3, history: 50 });
    const visible$ = new BehaviorSubject<Visible>(away);
    const live = timeline(client, group.id, {
      read: readPlace(client),
      visible$,
    });
    const subscription = live.subscribe();
    await clock.advance(1_000);
    simulator.inject(group);
    await clock.advance(60_000);
    assertEquals(group.unread(), 1);
    visible$.next({ atEnd: true, focused: true });
    await clock.advance(1_000);
    assertEquals(group.unread(), 0);
    subscription.unsubscribe();
  }
});

Deno.test("timeline() sends no read receipt for an hour after a 429, and nothing else waits", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 50 });
  const live = timeline(client, group.id, { read: readPlace(client) });
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const match = { path: /read_receipts/, method: "POST" };
  simulator.fault({ match, status: 429, times: 1 });
  const receipts = () =>
    simulator.requests.filter(({ path, method }) =>
      method === "POST" && /read_receipts/.test(path)
    ).length;
  for (let i = 0; i < 5; i++) {
    simulator.inject(group);
    await clock.advance(30_000);
    live.markRead();
  }
  await clock.advance(1_000);
  assertEquals(receipts(), 1);
  assertEquals(live.value.items.length, 55);
  await clock.advance(3_600_000);
  simulator.inject(group);
  await clock.advance(30_000);
  live.markRead();
  await clock.advance(1_000);
  assertEquals(receipts(), 2);
  subscription.unsubscribe();
});

Deno.test("timeline() of a group that one is thrown out of is closed, and keeps its rows", async () => {
  const { clock, simulator, client } = world();
  const boss = simulator.addUser();
  const group = simulator.addGroup({
    owner: boss,
    members: [simulator.me],
    history: 20,
  });
  const live = timeline(client, group.id);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const owner = new Client({
    token: boss.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  owner.groups.get(group.id).subscribe((found) => {
    found.members.find(({ userId }) => userId === simulator.me.id)?.remove()
      .subscribe();
  });
  await clock.advance(1_000);
  const key = live.send("Wait");
  await clock.advance(60_000);
  assertEquals(live.value.status.state, "closed");
  assert(live.value.items.length >= 20);
  const mine = live.value.items.find((item) => item.key === key);
  assertEquals(mine?.state, "failed");
  assertEquals(live.discard(key), "Wait");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() of a chat shows how far the other one has read, by push and by polling", async () => {
  for (const isPushed of [true, false]) {
    const { clock, simulator, client } = world();
    const other = simulator.addUser({ name: "Bo" });
    const chat = simulator.addChat(other, { history: 5 });
    const live = timeline(client, { otherUserId: other.id }, {
      ...isPushed && { via: push(client) },
    });
    const subscription = live.subscribe();
    await clock.advance(1_000);
    live.send("Read this");
    await clock.advance(1_000);
    const { id } = live.value.items.at(-1) ?? {};
    chat.readBy(other);
    await clock.advance(isPushed ? 100 : 41_000);
    assertEquals(live.value.readBy?.id, id);
    subscription.unsubscribe();
  }
});

Deno.test("typingVia() shows who is typing, until they write or stop", async () => {
  const { clock, simulator, client } = world();
  const bo = simulator.addUser({ name: "Bo" });
  const group = simulator.addGroup({ members: [bo], history: 5 });
  const via = push(client);
  const live = timeline(client, group.id, { via, typing: typingVia(via) });
  const subscription = live.subscribe();
  await clock.advance(2_000);
  group.typing(bo);
  await clock.advance(100);
  assertEquals(live.value.typing.map(({ id, name }) => [id, name]), [
    [bo.id, "Bo"],
  ]);
  await clock.advance(4_000);
  group.typing(bo);
  await clock.advance(4_000);
  assertEquals(live.value.typing.length, 1);
  simulator.inject(group, { userId: bo.id });
  await clock.advance(100);
  assertEquals(live.value.typing, []);
  group.typing(bo);
  await clock.advance(5_100);
  assertEquals(live.value.typing, []);
  // One's own typing is told once a second at most.
  let told = 0;
  const other = push(
    new Client({
      token: bo.token,
      fetch: simulator.fetch,
      scheduler: clock,
    }),
  );
  const listening = other.events({ groupId: group.id }).subscribe((event) => {
    if (event.type === "typing") told++;
  });
  await clock.advance(2_000);
  for (let i = 0; i < 30; i++) {
    live.keyPressed();
    await clock.advance(100);
  }
  assert(told >= 2 && told <= 4, `${told}`);
  listening.unsubscribe();
  subscription.unsubscribe();
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() by push shows reactions at once", async () => {
  const { clock, simulator, client } = world();
  const bo = simulator.addUser({ name: "Bo" });
  const group = simulator.addGroup({ members: [bo], history: 5 });
  const live = timeline(client, group.id, { via: push(client) });
  const subscription = live.subscribe();
  await clock.advance(2_000);
  simulator.resetRequests();
  const other = new Client({
    token: bo.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  other.groups.messages(group.id).get(group.idAt(2)).subscribe((message) => {
    message.like("🔥").subscribe();
  });
  await clock.advance(100);
  assertEquals(live.value.items[2]?.reactions[0]?.userIds, [bo.id]);
  subscription.unsubscribe();
});

Deno.test("timeline() with a cache has rows in its first snapshot, and merges what the server says", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 150 });
  const cache = memoryCache();
  const first = timeline(client, group.id, { cache });
  let subscription = first.subscribe();
  await clock.advance(10_000);
  subscription.unsubscribe();
  for (let i = 0; i < 30; i++) simulator.inject(group, { text: `new ${i}` });
  client.groups.messages(group.id).get(group.idAt(140)).subscribe((message) => {
    message.like().subscribe();
  });
  await clock.advance(1_000);
  simulator.resetRequests();
  const second = timeline(client, group.id, { cache });
  const seen: number[] = [];
  subscription = second.subscribe(({ items }) => {
    if (seen.length === 0) assertEquals(simulator.requests.length, 0);
    seen.push(items.length);
  });
  assertEquals(seen, [100]);
  const before = new Set(second.value.items);
  await clock.advance(1_000);
  assertEquals(second.value.items.length, 130);
  assertEquals(texts(second.value).at(-1), "new 29");
  assertEquals(
    second.value.items.find(({ id }) => id === group.idAt(140))?.reactions
      .length,
    1,
  );
  // All but the liked one are the same, and new ones come after them.
  const same = second.value.items.filter((item) => before.has(item)).length;
  assertEquals(same, 99);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() goes on without a cache that is full, denied, or holds something else", async () => {
  const throwing: TimelineCache = {
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
    set: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  const rejecting: TimelineCache = {
    get: () => Promise.reject(new Error("denied")),
    set: () => Promise.reject(new Error("full")),
  };
  const kept = new Map([["groupme timeline group 1", "{"]]);
  const broken = webStorageCache({
    getItem: () => "{",
    setItem: (key, value) => void kept.set(key, value),
  });
  const strange: TimelineCache = {
    get: () => ({ rows: [null, 5, { id: {} }, { id: "x" }] }),
    set: () => {},
  };
  for (const cache of [throwing, rejecting, broken, strange]) {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 3, history: 20 });
    const live = timeline(client, group.id, {
      cache: cacheOf(cache),
    });
    const subscription = live.subscribe();
    await clock.advance(10_000);
    assertEquals(live.value.items.length, 20);
    subscription.unsubscribe();
    await clock.settle();
    assertEquals(clock.pending, 0);
  }
});

Deno.test("timeline() keeps the people of a group, also those who left", async () => {
  const { clock, simulator, client } = world();
  const bo = simulator.addUser({ name: "Bo" });
  const group = simulator.addGroup({ members: [bo], history: 0 });
  simulator.inject(group, { userId: bo.id });
  const live = timeline(client, group.id);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  assertEquals(live.value.people.get(bo.id)?.isMember, true);
  const { people } = live.value;
  await clock.advance(60_000);
  assertStrictEquals(live.value.people, people);
  client.groups.get(group.id).subscribe((found) => {
    found.members.find(({ userId }) => userId === bo.id)?.remove().subscribe();
  });
  await clock.advance(60_000);
  assertEquals(live.value.people.get(bo.id)?.isMember, false);
  assertEquals(live.value.people.get(bo.id)?.name, "Bo");
  subscription.unsubscribe();
});

Deno.test("timeline() of a topic has the members of its group", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 4, history: 5 });
  const topic = group.addTopic({ history: 10 });
  const live = timeline(client, topic.id);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  assertEquals(live.value.items.length > 0, true);
  assertEquals(live.value.status.state, "live");
  assertEquals([...live.value.people.values()].length, 5);
  subscription.unsubscribe();
});

Deno.test("timeline() reads pages from a source, and sends by the client", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 250 });
  const queries: string[] = [];
  // A copy of the history, whose messages are bound to another client.
  const offline = new Client({ token: "offline", scheduler: clock });
  const { source: live } = client.groups.messages(group.id);
  const { source: copy } = offline.groups.messages(group.id);
  const copied = timeline(client, group.id, {
    source: {
      key: live.key,
      read: copy.read,
      fetch: (query, options) => {
        queries.push(Object.keys(query).join());
        return live.fetch(query, options).pipe(
          map((page) => page.map(({ data }) => copy.read(data))),
        );
      },
    },
  });
  const subscription = copied.subscribe();
  await clock.advance(1_000);
  copied.loadOlder();
  await clock.advance(1_000);
  assertEquals(copied.value.items.length, 200);
  assert(queries.includes("limit"));
  assert(queries.includes("before_id,limit"));
  const key = copied.send("Ahoi");
  await clock.advance(1_000);
  copied.edit(key, "Ahoy");
  await clock.advance(1_000);
  assertEquals(group.messageAt(250)?.text, "Ahoy");
  assertEquals(copied.value.items.at(-1)?.error, undefined);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() with emitEvery shows a flood in few snapshots, and one's own at once", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 10 });
  const live = timeline(client, group.id, {
    via: push(client),
    emitEvery: 1_000,
  });
  let snapshots = 0;
  const subscription = live.subscribe(() => snapshots++);
  await clock.advance(5_000);
  snapshots = 0;
  for (let i = 0; i < 100; i++) {
    simulator.inject(group);
    await clock.advance(50);
  }
  assert(snapshots >= 4 && snapshots <= 7, `${snapshots}`);
  const key = live.send("mine");
  assertEquals(live.value.items.some((item) => item.key === key), true);
  await clock.advance(3_000);
  // No timer outlasts a timeline that is closed, either.
  simulator.revokeToken(simulator.token);
  simulator.push.forget();
  await clock.advance(960_000);
  assertEquals(live.value.status.state, "closed");
  subscription.unsubscribe();
  await clock.advance(1_000);
  assertEquals(clock.pending, 0);
});

Deno.test("timeline() shows a message that show() cannot judge, and goes on", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 3 });
  const live = timeline(client, group.id, {
    show: ({ text }) => {
      if (text === "odd") throw new Error("no such text");
      return text !== "hidden";
    },
  });
  const subscription = live.subscribe();
  await clock.advance(1_000);
  for (const text of ["before", "odd", "hidden", "after"]) {
    simulator.inject(group, { text });
    await clock.advance(5_000);
  }
  const shown = live.value.items.slice(3).map(({ message }) => message.text);
  assertEquals(shown, ["before", "odd", "after"]);
  assertEquals(live.value.status.state, "live");
  subscription.unsubscribe();
});
