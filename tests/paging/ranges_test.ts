import { assert, assertEquals, assertLess } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import * as fc from "fast-check";
import { lastValueFrom, map, of, take, toArray } from "rxjs";
import { compareIds } from "../../lib/util/ids.ts";
import { drainPages } from "../../lib/paging/page_loop.ts";
import {
  type CountedPage,
  rangePages,
  type RangeQuery,
} from "../../lib/paging/ranges.ts";

/** The seed of the property tests here; another one by `RXGROUPME_SEED`. */
const SEED = Number(Deno.env.get("RXGROUPME_SEED") ?? 20261128);
console.log(`tests/paging/ranges_test.ts: seed ${SEED}`);

interface Item {
  readonly id: string;
}

/** A server in memory, with the ways of servers that are not documented. */
class FakeServer {
  requests = 0;
  open = 0;
  mostOpen = 0;

  constructor(
    readonly ids: readonly string[],
    readonly ways: {
      maxLimit?: number;
      anchors?: "any" | "strict" | "ignored";
      /** Pages may be shorter than they could be. */
      isShort?: (request: number) => boolean;
      count?: number;
    } = {},
  ) {}

  readonly fetch = (query: RangeQuery) => {
    this.requests += 1;
    return of(query).pipe(map((query) => this.#page(query)));
  };

  #page({ before_id, after_id, limit = 200 }: RangeQuery): CountedPage<Item> {
    const { maxLimit = 200, anchors = "any", isShort, count } = this.ways;
    let most = Math.min(limit, maxLimit);
    if (isShort?.(this.requests)) most = Math.max(1, most >> 1);
    const anchor = before_id ?? after_id;
    const isKnown = anchor === undefined || this.ids.includes(anchor);
    if (anchors === "strict" && !isKnown) throw new Error("400");
    const isForwards = after_id !== undefined && anchors !== "ignored";
    const at = (id: string) => lowerBound(this.ids, id);
    const end = before_id === undefined ? this.ids.length : at(before_id);
    const start = isForwards ? upperBound(this.ids, after_id) : 0;
    const page = isForwards
      ? this.ids.slice(start, start + most)
      : this.ids.slice(Math.max(0, end - most), end).reverse();
    const messages = page.map((id) => ({ id }));
    return { messages, count: count ?? this.ids.length };
  }
}

function lowerBound(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareIds(ids[middle] ?? "", id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(ids: readonly string[], id: string): number {
  const at = lowerBound(ids, id);
  return ids[at] === id ? at + 1 : at;
}

/** Ids at times, in seconds. */
function idsAt(times: readonly number[]): readonly string[] {
  return [...new Set(times.map((it) => Math.round((1.6e9 + it) * 1e3)))]
    .sort((a, b) => a - b).map((it) => `${it}00000`);
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

const HISTORIES: Record<string, (count: number) => readonly string[]> = {
  even: (count) => idsAt(Array.from({ length: count }, (_, n) => n * 60)),
  Poisson: (count) => {
    const random = randomOf(7);
    let at = 0;
    return idsAt(Array.from(
      { length: count },
      // Nights between the days.
      () => at += -60 * Math.log(1 - random()) + (random() < 0.005 ? 3e4 : 0),
    ));
  },
  bursty: (count) => {
    const random = randomOf(9);
    let at = 0;
    return idsAt(Array.from(
      { length: count },
      () => at += random() < 0.01 ? 1e6 * random() : 5 * random() + 0.01,
    ));
  },
};

async function read(
  server: FakeServer,
  concurrency: number,
  rest: { start?: string } = {},
): Promise<readonly string[]> {
  const open = rangePages(server.fetch, {
    concurrency,
    now: () => 0,
    server: {},
    ...rest,
  });
  const items = await lastValueFrom(
    drainPages(open, 0, (page) => page).pipe(toArray()),
  );
  return items.map(({ id }) => id);
}

for (const [name, make] of Object.entries(HISTORIES)) {
  const most = name === "even" ? 1.02 : 1.12;
  Deno.test(`rangePages() reads 100,000 items, ${name}, in at most ${most} times the least requests`, async () => {
    const ids = make(100_000);
    const server = new FakeServer(ids);
    assertEquals(await read(server, 6), ids.toReversed());
    const share = server.requests / (ids.length / 200);
    console.log(`${name}: ${server.requests} requests, ${share.toFixed(3)}`);
    assertLess(share, most);
  });
}

const WAYS = [
  { maxLimit: 100 },
  { maxLimit: 20 },
  { anchors: "strict" },
  { anchors: "ignored" },
  { isShort: (n: number) => n % 3 === 0 },
  { count: 5 },
  { count: 1_000_000 },
] as const;

for (const ways of WAYS) {
  const name = JSON.stringify(
    ways,
    (_, it) => typeof it === "function" ? "some" : it,
  );
  Deno.test(`rangePages() of a server with ${name} brings the same`, async () => {
    const ids = (HISTORIES.even?.(10_000)) ?? [];
    const server = new FakeServer(ids, ways);
    const plain = new FakeServer(ids, ways);
    assertEquals(await read(server, 6), ids.toReversed());
    await read(plain, 1);
    if ("anchors" in ways) assert(server.requests <= plain.requests + 3);
  });
}

Deno.test("rangePages() delivers each item once and in order, whatever the history and the server", async () => {
  const gap = fc.oneof(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5_000 }),
    fc.integer({ min: 1_000_000, max: 100_000_000 }),
  );
  const history = fc.array(gap, { minLength: 0, maxLength: 900 });
  const ways = fc.record({
    maxLimit: fc.constantFrom(3, 7, 20),
    anchors: fc.constantFrom("any", "any", "any", "strict", "ignored"),
    short: fc.integer({ min: 2, max: 9 }),
    count: fc.option(fc.nat(2_000), { nil: undefined }),
  });
  const concurrency = fc.integer({ min: 2, max: 8 });
  await fc.assert(
    fc.asyncProperty(history, ways, concurrency, async (gaps, way, wires) => {
      let at = 1.6e12;
      const ids = gaps.map((it) => `${at += it}00000`);
      const { short, ...rest } = way;
      const isShort = (n: number) => n % short === 0;
      const server = new FakeServer(ids, { ...rest, isShort } as never);
      assertEquals(await read(server, wires), ids.toReversed());
    }),
    { seed: SEED, numRuns: 1_000 },
  );
});

Deno.test("rangePages() delivers ids that fit no others, and requests no page by them", async () => {
  const ids = HISTORIES.even?.(6_000) ?? [];
  const odd = (n: number) => [`99${ids[n]}`, `${n}0000000`];
  const server = new FakeServer(ids);
  const fetch = (query: RangeQuery) =>
    server.fetch(query).pipe(map(({ messages, count }) => ({
      messages: messages.flatMap((it) => {
        const n = lowerBound(ids, it.id);
        return n % 501 === 0 ? [it, ...odd(n).map((id) => ({ id }))] : [it];
      }),
      count,
    })));
  const read = rangePages(fetch, { concurrency: 6, now: () => 0, server: {} });
  const items = await lastValueFrom(
    drainPages(read, 0, (page) => page).pipe(toArray()),
  );
  const fitting = items.map(({ id }) => id).filter((id) => id.length === 18);
  assertEquals(fitting, ids.toReversed());
  const others = new Set(items.map(({ id }) => id));
  for (let n = 0; n < ids.length; n += 501) {
    for (const id of odd(n)) assert(others.has(id), id);
  }
});

function world(latency = 50, history = 20_000) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, latency });
  const group = simulator.addGroup({ history });
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, scheduler: clock });
  return { clock, simulator, group, client };
}

Deno.test("Messages.listAll() with concurrency 6 is 4.5 times as fast as a loop with pages of 100, in the same order", async () => {
  const times: number[] = [];
  const lists: string[][] = [];
  const kinds = [{ limit: 100 }, { limit: undefined }, { concurrency: 6 }];
  for (const options of kinds) {
    const { clock, group, client } = world();
    const started = clock.now();
    const all = client.groups.messages(group.id).listAll(options);
    const ids = all.pipe(map(({ id }) => id), toArray());
    lists.push(await clock.until(lastValueFrom(ids)));
    times.push(clock.now() - started);
  }
  assertEquals(lists[0]?.length, 20_000);
  assertEquals(lists[1], lists[0]);
  assertEquals(lists[2], lists[0]);
  const [loop = 0, one = 0, six = 0] = times;
  assert(one * 1.8 < loop, `${one} ms, and ${loop} ms with pages of 100`);
  assert(six * 4.5 < loop, `${six} ms, and ${loop} ms with pages of 100`);
});

Deno.test("Messages.listAll() with concurrency keeps a rate of 8 a second full, with no wire that only waits", async () => {
  for (const latency of [150, 750]) {
    // Beginning and end are slow steps: they count less in a long history.
    const { clock, simulator, group } = world(latency, 200 * latency);
    const { token, fetch } = simulator;
    const client = new Client({
      token,
      fetch,
      scheduler: clock,
      rateLimit: { requests: 8, perMs: 1_000 },
    });
    const started = clock.now();
    const all = client.groups.messages(group.id).listAll({ concurrency: 8 });
    await clock.until(lastValueFrom(all));
    const elapsed = clock.now() - started;
    const requests = simulator.requests.length;
    // The first page and the question about ids have no other beside them.
    const least = requests / 8 * 1_000 + 2 * latency;
    assert(
      requests <= latency * 1.02 + 3,
      `${requests} requests at ${latency} ms`,
    );
    assert(elapsed <= 1.05 * least, `${elapsed / least} at ${latency} ms`);
  }
});

Deno.test("Messages.listAll() with concurrency leaves nothing behind", async () => {
  const { clock, simulator, group, client } = world();
  const some = client.groups.messages(group.id).listAll({ concurrency: 6 })
    .pipe(take(2_000), toArray());
  await clock.until(lastValueFrom(some));
  await clock.settle();
  assertEquals(simulator.open, 0);
  assertEquals(clock.pending, 0);
});

Deno.test("Messages.listAll() with concurrency reads no further than a slow consumer lets it", async () => {
  const { clock, simulator, group, client } = world(50, 100_000);
  const concurrency = 3;
  let seen = 0;
  const subscription = client.groups.messages(group.id)
    .listAll({ concurrency })
    .concatMap(() => {
      seen += 1;
      // Never done.
      return seen < 3_000 ? of(0) : new Promise<never>(() => {});
    }).subscribe();
  await clock.advance(60_000);
  const read = simulator.requests.length * 200;
  assert(read - seen <= (2 * concurrency + 2) * 200, `${read} for ${seen}`);
  subscription.unsubscribe();
});

Deno.test("Messages.listAll() asks for 100 a page for the rest of a client's life, once 200 are refused", async () => {
  const { clock, simulator, group, client } = world(0, 1_000);
  simulator.fault({
    match: ({ url }) => url.includes("limit=200"),
    status: 400,
    errors: ["limit must be between 1 and 100"],
  });
  for (let n = 0; n < 2; n++) {
    const all = client.groups.messages(group.id).listAll().pipe(toArray());
    const messages = await clock.until(lastValueFrom(all));
    assertEquals(messages.length, 1_000);
  }
  const limits = simulator.requests.map(({ query }) => query.limit);
  assertEquals(limits.filter((it) => it === "200").length, 1);
  assertEquals(limits.filter((it) => it === "100").length, 22);
});
