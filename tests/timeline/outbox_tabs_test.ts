import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import {
  memoryOutbox,
  outbox,
  type OutboxChannel,
  outboxTabs,
  timeline,
} from "@rxgroupme/client/timeline";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { FakeLocks } from "./fake_locks.ts";

type Listener = (event: { readonly data: unknown }) => void;

/** The channels of tabs, each of which hears what the others post. */
function channels(count: number): OutboxChannel[] {
  const listeners = Array.from({ length: count }, () => new Set<Listener>());
  return listeners.map((own) => ({
    postMessage: (data) => {
      const copy = structuredClone(data);
      for (const others of listeners) {
        if (others === own) continue;
        for (const listener of others) {
          queueMicrotask(() => listener({ data: copy }));
        }
      }
    },
    addEventListener: (_, listener) => void own.add(listener),
    removeEventListener: (_, listener) => void own.delete(listener),
  }));
}

/** Two tabs that show one conversation; the first one sends. */
async function stage() {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const group = simulator.addGroup({ members: 1, history: 5 });
  const store = memoryOutbox();
  const locks = new FakeLocks();
  const [a, b] = channels(2).map((channel) => {
    const { token, fetch } = simulator;
    const client = new Client({ token, fetch, scheduler: clock });
    const tabs = outboxTabs(locks, channel);
    const mail = outbox(client, { store, tabs });
    const live = timeline(client, group.id, { outbox: mail });
    return { live, subscription: live.subscribe() };
  });
  if (!a || !b) throw new Error("there are two tabs");
  await clock.advance(1_000);
  const states = () =>
    [a, b].map(({ live }) => live.value.items.slice(5).map((it) => it.state));
  return { clock, simulator, group, store, a, b, states };
}

Deno.test("outboxTabs() shows in each tab what is refused in another, and retries from each", async () => {
  const { clock, simulator, group, store, a, b, states } = await stage();
  simulator.fault({ match: { method: "POST" }, status: 400, times: 2 });
  const key = a.live.send("x");
  await clock.advance(3_000);
  assertEquals(states(), [["failed"], ["failed"]]);
  const { error } = b.live.value.items.at(-1) ?? {};
  assertEquals(error?.message, a.live.value.items.at(-1)?.error?.message);
  b.live.retry(key);
  await clock.advance(3_000);
  assertEquals(states(), [["failed"], ["failed"]]);
  b.live.retry(key);
  await clock.advance(30_000);
  assertEquals(states(), [["sent"], ["sent"]]);
  assertEquals(group.size, 6);
  assertEquals(await store.entries(), []);
  a.subscription.unsubscribe();
  b.subscription.unsubscribe();
  await clock.settle();
});

Deno.test("outboxTabs() takes back in each tab what another discards", async () => {
  const { clock, simulator, group, store, a, b, states } = await stage();
  const outage = simulator.fault({ match: { method: "POST" }, status: 503 });
  const key = a.live.send("x");
  a.live.send("y");
  await clock.advance(3_000);
  assertEquals(b.live.discard(key), "x");
  await clock.advance(1_000);
  assertEquals(states(), [["waiting"], ["waiting"]]);
  outage.remove();
  await clock.advance(60_000);
  assertEquals(states(), [["sent"], ["sent"]]);
  assertEquals([group.size, group.messageAt(5)?.text], [6, "y"]);
  assertEquals(await store.entries(), []);
  a.subscription.unsubscribe();
  b.subscription.unsubscribe();
  await clock.settle();
});
