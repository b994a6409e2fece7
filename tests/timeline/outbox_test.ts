import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import {
  memoryOutbox,
  outbox,
  type OutboxEntry,
  type OutboxStore,
  timeline,
  webStorageOutbox,
} from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { liveWorld, texts } from "./live.ts";

/** The texts of a conversation on the server, from an index on. */
function standing(
  group: {
    size: number;
    messageAt(at: number): { text: string | null } | undefined;
  },
  from: number,
): (string | null | undefined)[] {
  return Array.from(
    { length: group.size - from },
    (_, at) => group.messageAt(from + at)?.text,
  );
}

/** A token that the server refuses. */
const REFUSED = "0".repeat(40);

/** A conversation whose client takes the token of the moment. */
function withToken() {
  const { clock, simulator } = world();
  const group = simulator.addGroup({ members: 2, history: 5 });
  const token = { good: simulator.token, now: simulator.token };
  const client = new Client({
    token: () => token.now,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  return { clock, group, token, live: timeline(client, group.id) };
}

Deno.test("LiveTimeline.send() keeps the order while the server fails, and drops nothing", async () => {
  const { clock, live, group, simulator, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  const fault = simulator.fault({ match: { method: "POST" }, status: 503 });
  live.send("one");
  live.send("two");
  live.send("three");
  await clock.advance(10_000);
  assertEquals(
    live.value.items.slice(-3).map(({ state }) => state),
    ["waiting", "waiting", "waiting"],
  );
  assert(live.value.items.at(-3)?.error);
  fault.remove();
  await clock.advance(60_000);
  assertEquals(standing(group, 10), ["one", "two", "three"]);
  assertEquals(
    live.value.items.slice(-3).map(({ state }) => state),
    ["sent", "sent", "sent"],
  );
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.send() that is refused fails, and lets the next one go", async () => {
  const { clock, live, group, simulator, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  simulator.fault({ match: { method: "POST" }, status: 400, times: 1 });
  const key = live.send("refused");
  live.send("taken");
  await clock.advance(5_000);
  assertEquals(standing(group, 10), ["taken"]);
  const failed = live.value.items.at(-1);
  assertEquals(failed?.key, key);
  assertEquals(failed?.state, "failed");
  assertEquals(failed?.error?.status, 400);
  live.retry(key);
  await clock.advance(5_000);
  assertEquals(standing(group, 10), ["taken", "refused"]);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.discard() gives the content back", async () => {
  const { clock, live, group, simulator, start } = liveWorld(10);
  const subscription = start();
  await clock.advance(1_000);
  simulator.fault({ match: { method: "POST" }, status: 400, times: 1 });
  const key = live.send("refused");
  await clock.advance(1_000);
  assertEquals(live.discard(key), "refused");
  assertEquals(live.value.items.length, 10);
  assertEquals(live.discard(key), "");
  const attachments = [{ type: "location", lat: "1", lng: "2", name: "x" }];
  simulator.fault({ match: { method: "POST" }, status: 400, times: 1 });
  const other = live.send({ text: "here", attachments });
  await clock.advance(1_000);
  assertEquals(live.discard(other), { text: "here", attachments });
  await clock.advance(60_000);
  assertEquals(group.size, 10);
  subscription.unsubscribe();
});

Deno.test("LiveTimeline.send() refuses what cannot be sent, at the call", () => {
  const { live, seen } = liveWorld(0);
  for (const content of ["", "   ", { text: "" }]) {
    let thrown: unknown;
    try {
      live.send(content);
    } catch (error) {
      thrown = error;
    }
    assert(thrown instanceof TypeError);
  }
  let long: unknown;
  try {
    live.send("x".repeat(1_001));
  } catch (error) {
    long = error;
  }
  assert(long instanceof RangeError);
  assertEquals(live.value.items, []);
  assertEquals(seen, []);
});

Deno.test("outbox() keeps what was sent without a subscriber", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 10 });
  const store = memoryOutbox();
  const first = timeline(client, group.id, {
    outbox: outbox(client, { store }),
  });
  first.send("later");
  assertEquals(texts(first.value), ["later"]);
  await clock.advance(60_000);
  assertEquals(group.size, 10);
  assertEquals(simulator.requests.length, 0);
  // As after a reload.
  const again = timeline(client, group.id, {
    outbox: outbox(client, { store }),
  });
  const subscription = again.subscribe();
  await clock.advance(5_000);
  assertEquals(standing(group, 10), ["later"]);
  assertEquals(await store.entries(), []);
  subscription.unsubscribe();
});

Deno.test("outbox() after a lost answer and a reload looks first", async () => {
  for (const away of [1_000, 120_000, 86_400_000]) {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 2, history: 10 });
    const store = memoryOutbox();
    const closing = new Client({
      token: simulator.token,
      scheduler: clock,
      fetch: async (request) => {
        const response = await simulator.fetch(request);
        if (request.method !== "POST") return response;
        return new Promise<Response>(() => {});
      },
    });
    const first = timeline(closing, group.id, {
      outbox: outbox(closing, { store }),
    });
    const subscription = first.subscribe();
    await clock.advance(1_000);
    first.send("once");
    await clock.advance(1_000);
    subscription.unsubscribe();
    assertEquals(group.size, 11);
    const [kept] = await store.entries();
    assertEquals(kept?.triedAfter, group.idAt(9));
    await clock.advance(away);
    for (let i = 0; i < 150; i++) simulator.inject(group);

    const second = timeline(client, group.id, {
      outbox: outbox(client, { store }),
    });
    const resumed = second.subscribe();
    await clock.advance(10_000);
    assertEquals(
      standing(group, 10).filter((it) => it === "once").length,
      1,
    );
    assertEquals(await store.entries(), []);
    assertEquals(second.value.items.every((it) => it.state === "sent"), true);
    resumed.unsubscribe();
  }
});

Deno.test("outbox() asks before it sends what is older than maxAge", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 10 });
  const store = memoryOutbox();
  const entry: OutboxEntry = {
    guid: "old",
    key: "old",
    conversation: { groupId: group.id },
    content: { text: "from last month" },
    createdAt: clock.now() - 8 * 86_400_000,
    triedAfter: group.idAt(3),
  };
  await store.put(entry);
  const live = timeline(client, group.id, {
    outbox: outbox(client, { store }),
  });
  const subscription = live.subscribe();
  await clock.advance(60_000);
  assertEquals(live.value.items.at(-1)?.state, "unsure");
  assertEquals(group.size, 10);
  live.retry("old");
  await clock.advance(5_000);
  assertEquals(standing(group, 10), ["from last month"]);
  subscription.unsubscribe();
});

Deno.test("outbox() goes on without a store that is full or denied, and says so", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 2, history: 10 });
  const denied: OutboxStore = {
    entries: () => {
      throw new DOMException("denied", "SecurityError");
    },
    put: () => Promise.reject(new DOMException("full", "QuotaExceededError")),
    remove: () => Promise.reject(new DOMException("full")),
  };
  const mail = outbox(client, { store: denied });
  const kept: boolean[] = [];
  const watching = mail.pending$.subscribe((all) => {
    for (const { isKept } of all) kept.push(isKept);
  });
  const live = timeline(client, group.id, { outbox: mail });
  const subscription = live.subscribe();
  await clock.advance(1_000);
  live.send("all the same");
  await clock.advance(5_000);
  assertEquals(standing(group, 10), ["all the same"]);
  assert(kept.length > 0);
  assertEquals(kept.includes(true), false);
  subscription.unsubscribe();
  watching.unsubscribe();
});

Deno.test("webStorageOutbox() skips what is something else", async () => {
  const values = new Map<string, string>([
    ["groupme outbox 1", "{"],
    ["groupme outbox 2", '{"guid":"2"}'],
    [
      "groupme outbox 3",
      '{"guid":"3","conversation":{"groupId":"../4"},"content":{"text":"x"},"createdAt":1}',
    ],
    ["other", "{}"],
  ]);
  const storage = {
    get length() {
      return values.size;
    },
    key: (at: number) => [...values.keys()][at] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  const store = webStorageOutbox(storage);
  assertEquals(await store.entries(), []);
  const entry: OutboxEntry = {
    guid: "5",
    key: "5",
    conversation: { otherUserId: "77" },
    content: { text: "hi" },
    createdAt: 5,
  };
  await store.put(entry);
  assertEquals(await store.entries(), [entry]);
  await store.remove("5");
  assertEquals(await store.entries(), []);
});

Deno.test("Outbox.flush() sends those of all conversations, and completes", async () => {
  const { clock, simulator, client } = world();
  const groups = [1, 2].map(() =>
    simulator.addGroup({ members: 2, history: 5 })
  );
  const store = memoryOutbox();
  const mail = outbox(client, { store });
  for (const group of groups) {
    const live = timeline(client, group.id, { outbox: mail });
    live.send("a");
    live.send("b");
  }
  simulator.fault({ match: { method: "POST" }, status: 503, times: 1 });
  const sent: (string | undefined)[] = [];
  let isDone = false;
  mail.flush().subscribe({
    next: ({ content }) => sent.push(content.text),
    complete: () => isDone = true,
  });
  await clock.advance(60_000);
  assertEquals(isDone, true);
  assertEquals(sent.sort(), ["a", "a", "b", "b"]);
  for (const group of groups) assertEquals(standing(group, 5), ["a", "b"]);
  assertEquals(await store.entries(), []);
});

Deno.test("LiveTimeline.retry() tries what waits for a good token", async () => {
  const { clock, group, live, token } = withToken();
  const subscription = live.subscribe();
  await clock.advance(1_000);
  token.now = REFUSED;
  const key = live.send("patience");
  await clock.advance(10_000);
  assertEquals(live.value.items.at(-1)?.state, "waiting");
  assertEquals(live.value.items.at(-1)?.error?.status, 401);
  token.now = token.good;
  live.retry(key);
  await clock.advance(1_000);
  assertEquals(standing(group, 5), ["patience"]);
  assertEquals(live.value.items.at(-1)?.state, "sent");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveTimeline.send() waits while the token is refused, and goes with a good one", async () => {
  const { clock, group, live, token } = withToken();
  let subscription = live.subscribe();
  await clock.advance(1_000);
  token.now = REFUSED;
  live.send("patience");
  await clock.advance(60_000);
  assertEquals(live.value.items.at(-1)?.state, "waiting");
  assertEquals(live.value.status.state, "closed");
  subscription.unsubscribe();
  token.now = token.good;
  subscription = live.subscribe();
  await clock.advance(5_000);
  assertEquals(live.value.items.at(-1)?.state, "sent");
  assertEquals(standing(group, 5), ["patience"]);
  subscription.unsubscribe();
});
