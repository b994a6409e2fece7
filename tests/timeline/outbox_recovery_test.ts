import { assert, assertEquals } from "@std/assert";
import {
  memoryOutbox,
  outbox,
  type OutboxChannel,
  outboxTabs,
  timeline,
  webStorageOutbox,
} from "@rxgroupme/client/timeline";
import { type World, world } from "../support/world.ts";
import { FakeLocks } from "./fake_locks.ts";
import { liveWorld, texts } from "./live.ts";

/** A channel between tabs that is closed already. */
const closed: OutboxChannel = {
  postMessage() {
    throw new DOMException("closed", "InvalidStateError");
  },
  addEventListener() {},
  removeEventListener() {},
};

/** A channel to no other tab. */
const lonely: OutboxChannel = { ...closed, postMessage() {} };

/** A `localStorage` of its own. */
function storage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
    clear: () => values.clear(),
    key: (at) => [...values.keys()][at] ?? null,
    get length() {
      return values.size;
    },
  };
}

/** A group, and an outbox that tabs share. */
function tabbed(channel: OutboxChannel, locks = new FakeLocks()) {
  const all: World = world();
  const group = all.simulator.addGroup({ members: 2, history: 5 });
  const mail = outbox(all.client, { tabs: outboxTabs(locks, channel) });
  const live = timeline(all.client, group.id, { outbox: mail });
  return { ...all, group, mail, live };
}

Deno.test("Outbox.flush() completes where a timeline sends what waits, and emits all that stands", async () => {
  for (const isFirst of [true, false]) {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 2, history: 5 });
    const mail = outbox(client);
    const live = timeline(client, group.id, { outbox: mail });
    let subscription = isFirst ? live.subscribe() : undefined;
    await clock.advance(1_000);
    for (const text of ["a", "b", "c"]) live.send(text);
    const sent: unknown[] = [];
    mail.flush().subscribe({
      next: ({ content }) => sent.push(content.text),
      complete: () => sent.push("done"),
    });
    subscription ??= live.subscribe();
    await clock.advance(10_000);
    assertEquals(sent, ["a", "b", "c", "done"]);
    subscription.unsubscribe();
    assertEquals(clock.pending, 0);
  }
});

Deno.test("Outbox.flush() with tabs completes beside a timeline of the same tab", async () => {
  const { clock, live, mail, group } = tabbed(lonely);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  live.send("a");
  let isDone = false;
  mail.flush().subscribe({ complete: () => isDone = true });
  await clock.advance(10_000);
  assertEquals(isDone, true);
  assertEquals(group.size, 6);
  subscription.unsubscribe();
  await clock.settle();
});

Deno.test("outbox() keeps entries although the channel to other tabs is closed", async () => {
  const { clock, live, mail } = tabbed(closed);
  const kept: boolean[] = [];
  mail.pending$.subscribe((all) =>
    kept.push(...all.map(({ isKept }) => isKept))
  );
  live.send("a");
  await clock.settle();
  assertEquals(kept.at(-1), true);
});

Deno.test("outbox() sends where locks are denied", async () => {
  const denied = new FakeLocks();
  denied.request = () =>
    Promise.reject(new DOMException("no", "SecurityError"));
  const { clock, live, group } = tabbed(lonely, denied);
  const subscription = live.subscribe();
  live.send("a");
  await clock.advance(5_000);
  assertEquals(live.value.items.at(-1)?.state, "sent");
  assertEquals(group.size, 6);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.send() that met one 401 goes once another request succeeds", async () => {
  const { clock, live, group, simulator, start } = liveWorld(5);
  const subscription = start();
  await clock.advance(1_000);
  simulator.fault({ match: { method: "POST" }, status: 401, times: 2 });
  live.send("patience");
  await clock.advance(60_000);
  assertEquals(live.value.status.state, "live");
  assertEquals(live.value.items.at(-1)?.state, "sent");
  assertEquals(group.size, 6);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("outbox() sends what is new after what a store held, although the clock was set back", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 5 });
  const store = memoryOutbox();
  const hour = 3_600_000;
  for (const guid of ["old", "older"]) {
    store.put({
      guid,
      key: guid,
      conversation: { groupId: group.id },
      content: { text: guid },
      createdAt: clock.now() + hour + (guid === "old" ? 1 : 0),
    });
  }
  simulator.fault({ match: { method: "POST" }, status: 503 });
  const open = () =>
    timeline(client, group.id, { outbox: outbox(client, { store }) });
  const live = open();
  const subscription = live.subscribe();
  live.send("new");
  live.send("newest");
  await clock.advance(5_000);
  const order = ["older", "old", "new", "newest"];
  assertEquals(texts(live.value).slice(-4), order);
  subscription.unsubscribe();
  // After another reload too.
  simulator.clearFaults();
  const again = open();
  const resumed = again.subscribe();
  await clock.advance(60_000);
  assertEquals(texts(again.value).slice(-4), order);
  assertEquals(
    [5, 6, 7, 8].map((at) => group.messageAt(at)?.text),
    order,
  );
  resumed.unsubscribe();
});

Deno.test("outbox() is unsure of an entry that was tried where the look-up is refused", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 5 });
  const store = memoryOutbox();
  const entry = {
    conversation: { groupId: group.id },
    content: { text: "a" },
    createdAt: clock.now(),
  };
  store.put({ ...entry, guid: "tried", key: "tried", triedAfter: "1" });
  store.put({ ...entry, guid: "untried", key: "untried" });
  const mail = outbox(client, { store });
  simulator.fault({ match: { path: /messages$/ }, status: 404 });
  const states: string[] = [];
  mail.flush().subscribe({ complete: () => states.push("done") });
  await clock.advance(10_000);
  mail.pending$.subscribe((all) =>
    states.push(...all.map(({ guid, state }) => `${guid} ${state}`))
  ).unsubscribe();
  assertEquals(states, ["done", "tried unsure", "untried failed"]);
});

Deno.test("outbox() leaves what was refused to the person, after a reload too", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 5 });
  const area = storage();
  const open = () => {
    const store = webStorageOutbox(area, "outbox");
    return timeline(client, group.id, { outbox: outbox(client, { store }) });
  };
  const shown = (live: ReturnType<typeof open>) =>
    live.value.items.slice(5).map(({ state, error, message }) =>
      [message.text, state, error?.message].join()
    );
  const live = open();
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const fault = simulator.fault({ match: { method: "POST" }, status: 403 });
  live.send("dinner?");
  await clock.advance(5_000);
  const [failed = ""] = shown(live);
  assert(failed.startsWith("dinner?,failed,Cannot POST"), failed);
  subscription.unsubscribe();
  // It would be taken now, but the person was told that it is not sent.
  fault.remove();
  const again = open();
  const resumed = again.subscribe();
  await clock.advance(60_000);
  assertEquals(shown(again), [failed]);
  assertEquals(group.size, 5);
  again.retry(again.value.items[5]?.key ?? "");
  // Not sent yet: nor is it refused any more, wherever one goes on with it.
  resumed.unsubscribe();
  await clock.settle();
  const last = open();
  const running = last.subscribe();
  await clock.advance(60_000);
  assertEquals(shown(last), ["dinner?,sent,"]);
  assertEquals(group.size, 6);
  running.unsubscribe();
  assertEquals(webStorageOutbox(area, "outbox").entries(), []);
});

Deno.test("webStorageOutbox() does not take another account's entries for its own", async () => {
  const area = storage();
  const [one, two] = [
    webStorageOutbox(area, "outbox"),
    webStorageOutbox(area, "outbox 2"),
  ];
  two.put({
    guid: "g",
    key: "g",
    conversation: { groupId: "1" },
    content: { text: "a" },
    createdAt: 1,
  });
  assertEquals(await one.entries(), []);
  assertEquals((await two.entries()).length, 1);
});

Deno.test("LiveTimeline.send() waits while a 429 holds the client back", async () => {
  const { clock, live, group, simulator, start } = liveWorld(5);
  const subscription = start();
  await clock.advance(1_000);
  simulator.fault({ match: { method: "GET" }, status: 429, times: 1 });
  await clock.advance(3_000);
  live.send("patience");
  const states = new Set<string | undefined>();
  subscription.add(
    live.subscribe(({ items }) => states.add(items.at(-1)?.state)),
  );
  await clock.advance(10_000);
  assertEquals([...states], ["waiting"]);
  await clock.advance(120_000);
  assertEquals([...states], ["waiting", "sending", "sent"]);
  assertEquals(group.size, 6);
  subscription.unsubscribe();
});
