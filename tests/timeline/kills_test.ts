import { assert, assertEquals } from "@std/assert";
import { NEVER, startWith } from "rxjs";
import { Client, type LiveSignal, type LiveSource } from "@rxgroupme/client";
import {
  memoryOutbox,
  outbox,
  type OutboxStore,
  outboxTabs,
  timeline,
} from "@rxgroupme/client/timeline";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { FakeLocks } from "./fake_locks.ts";

const SENDS = 50;

/** Says that it delivers, so that there is no poll between the posts. */
const silent: LiveSource = {
  watch: () => NEVER.pipe(startWith<LiveSignal>({ type: "up" })),
};

/** A page whose program ends at one of the moments at which it waits. */
class MortalPage {
  #moments = 0;

  constructor(readonly killAt: number) {}

  get isDead(): boolean {
    return this.#moments > this.killAt;
  }

  get moments(): number {
    return this.#moments;
  }

  /** A moment at which the page may be closed: what follows never happens. */
  async wait(): Promise<void> {
    this.#moments++;
    if (this.isDead) await new Promise(() => {});
  }
}

function mortalStore(page: MortalPage, store: OutboxStore): OutboxStore {
  return {
    entries: () => store.entries(),
    put: async (entry) => {
      await page.wait();
      await store.put(entry);
      await page.wait();
    },
    remove: async (guid) => {
      await page.wait();
      await store.remove(guid);
      await page.wait();
    },
  };
}

/** Sends fifty messages on a page that is closed at a moment, and opens it again. */
async function live(killAt: number): Promise<{
  moments: number;
  kept: number;
  standing: (string | null | undefined)[];
  left: number;
}> {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const group = simulator.addGroup({ members: 1, history: 5 });
  const store = memoryOutbox();
  const page = new MortalPage(killAt);
  const open = (fetch: (request: Request) => Promise<Response>, of = store) => {
    const { token } = simulator;
    const client = new Client({ token, scheduler: clock, fetch });
    return timeline(client, group.id, {
      via: silent,
      outbox: outbox(client, { store: of }),
    });
  };
  const first = open(async (request) => {
    await page.wait();
    const response = await simulator.fetch(request);
    await page.wait();
    return response;
  }, mortalStore(page, store));
  const subscription = first.subscribe();
  await clock.advance(100);
  for (let i = 0; i < SENDS; i++) first.send(`${i}`);
  await clock.advance(30_000);
  // An entry that never got into the store is not known after the end.
  const kept = new Set(
    (await store.entries()).map(({ content }) => content.text),
  );
  const sent = Array.from(
    { length: group.size - 5 },
    (_, at) => group.messageAt(5 + at)?.text,
  );
  for (const text of sent) kept.add(text ?? "");
  subscription.unsubscribe();
  await clock.advance(90_000);
  // A store gives its entries in any order.
  const backwards: OutboxStore = {
    ...store,
    entries: async () => [...await store.entries()].reverse(),
  };
  const second = open(simulator.fetch, backwards);
  const resumed = second.subscribe();
  await clock.advance(120_000);
  resumed.unsubscribe();
  await clock.settle();
  return {
    moments: page.moments,
    kept: kept.size,
    standing: Array.from(
      { length: group.size - 5 },
      (_, at) => group.messageAt(5 + at)?.text,
    ),
    left: (await store.entries()).length,
  };
}

Deno.test(`outbox() after the end at each moment of ${SENDS} sends sends each once, in order`, async () => {
  const whole = await live(Infinity);
  assertEquals(whole.standing.length, SENDS);
  const wrong: string[] = [];
  for (let at = 0; at <= whole.moments; at++) {
    const { kept, standing, left } = await live(at);
    const texts = standing.map(Number);
    const isOnce = new Set(texts).size === texts.length;
    const isInOrder = texts.every((n, i) => i === 0 || n > (texts[i - 1] ?? 0));
    if (!isOnce || !isInOrder || texts.length !== kept || left > 0) {
      wrong.push(`${at}: ${texts.length} of ${kept}, ${left} left, ${texts}`);
    }
  }
  assertEquals(wrong, []);
  assert(whole.moments > 4 * SENDS, `${whole.moments} moments`);
});

Deno.test("outboxTabs() lets one tab send, the other show, and the next go on", async () => {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const group = simulator.addGroup({ members: 1, history: 5 });
  const store = memoryOutbox();
  const locks = new FakeLocks();
  const channels: BroadcastChannel[] = [];
  const open = () => {
    const { token, fetch } = simulator;
    const channel = new BroadcastChannel("test outbox");
    channels.push(channel);
    const client = new Client({ token, scheduler: clock, fetch });
    return timeline(client, group.id, {
      outbox: outbox(client, { store, tabs: outboxTabs(locks, channel) }),
    });
  };
  const [a, b] = [open(), open()];
  const first = a.subscribe();
  const second = b.subscribe();
  await clock.advance(1_000);
  const outage = simulator.fault({ match: { method: "POST" }, status: 503 });
  a.send("from a");
  await clock.advance(100);
  b.send("from b");
  await clock.advance(10_000);
  const texts = ({ value: { items } }: typeof a) =>
    items.slice(5).map(({ message }) => message.text);
  assertEquals(texts(a), ["from a", "from b"]);
  assertEquals(texts(b), ["from a", "from b"]);
  outage.remove();
  // The tab that sends is closed: the other one goes on.
  first.unsubscribe();
  await clock.advance(60_000);
  assertEquals(
    [5, 6].map((at) => group.messageAt(at)?.text),
    ["from a", "from b"],
  );
  assertEquals(group.size, 7);
  assertEquals(await store.entries(), []);
  second.unsubscribe();
  await clock.settle();
  for (const channel of channels) channel.close();
});
