import { assertEquals } from "@std/assert";
import { catchUp, commit, reply } from "@rxgroupme/client";
import { commands } from "@rxgroupme/client/bot";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { push } from "@rxgroupme/client/push";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import {
  conversations,
  memoryCache,
  outbox,
  readPlace,
  timeline,
  typingVia,
} from "@rxgroupme/client/timeline";
import { everyTopic } from "@rxgroupme/client/topics";
import { merge, type Observable, Subject, take, takeUntil } from "rxjs";
import { type World, world } from "./support/world.ts";

// Whoever leaves does so at any moment, also from within an event of the client,
// of a status or of the stream itself. Each of them is tried here as the moment:
// after it nothing is emitted, nothing is requested and no timer is left.

/** A stream, and what else tells of it. */
interface Running {
  readonly run: Observable<unknown>;
  readonly signals?: readonly Observable<unknown>[];
}

/** Makes a stream of a group. */
type Make = (world: World, group: SimulatedGroup) => Running;

const STREAMS: { readonly [name: string]: Make } = {
  "listAll() that prefetches": ({ client }, { id }) => ({
    run: client.groups.messages(id).listAll({ prefetch: 1, limit: 50 }),
  }),
  "listAll() in ranges": ({ client }, { id }) => ({
    run: client.groups.messages(id).listAll({ concurrency: 4, limit: 20 }),
  }),
  "Pager.concatMap()": ({ client }, { id }) => ({
    run: client.groups.messages(id).listAll({ limit: 20 })
      .concatMap((message) => message.like()),
  }),
  "tail() that tells its gaps": ({ client }, { id }) => {
    const tail = client.groups.messages(id)
      .tail({ gap: "tell", maxCatchUp: 1, since: "beginning" });
    return { run: tail, signals: [tail.status$, tail.gaps$] };
  },
  "tail() by push with a cursor": ({ client }, { id }) => {
    const via = push(client);
    const cursor = memoryCursor();
    const tail = client.groups.messages(id)
      .tail({ via, cursor, gap: "tell", maxCatchUp: 1 });
    const signals = [tail.status$, tail.gaps$, via.status$];
    return { run: tail.pipe(commit(cursor)), signals };
  },
  "client.tail() with topics": ({ client }) => {
    const via = push(client);
    const cursor = memoryCursor();
    const tail = client.tail({ via, cursor, also: [everyTopic(client)] });
    const signals = [tail.status$, tail.gaps$, via.status$];
    return { run: tail.pipe(commit(cursor)), signals };
  },
  "catchUp()": ({ client, clock }, { id }) => {
    const cursor = memoryCursor();
    const tail = client.groups.messages(id).tail({ cursor });
    const run = catchUp(tail, {
      cursor,
      handle: (message) => message.like(),
      scheduler: clock,
    });
    return { run, signals: [tail.status$] };
  },
  "commands()": ({ client, clock }, { id }) => ({
    run: client.groups.messages(id).tail()
      .pipe(commands({ "!a": () => "b" }, { scheduler: clock })),
  }),
  "reply()": ({ client }, { id }) => ({
    run: client.groups.messages(id).tail({ since: "beginning" })
      .pipe(take(3), reply("x")),
  }),
  "two timelines of one outbox and one cache": ({ client }, { id }) => {
    const via = push(client);
    const cache = memoryCache();
    const mail = outbox(client);
    const live = timeline(client, id, {
      via,
      cache,
      outbox: mail,
      read: readPlace(client),
      typing: typingVia(via),
      emitEvery: 50,
    });
    live.send("one");
    const other = timeline(client, id, { cache, outbox: mail });
    return { run: merge(live, other), signals: [via.status$, mail.pending$] };
  },
  "conversations() as a source": ({ client }, { id }) => {
    const via = push(client);
    const list = conversations(client, { via });
    const run = merge(list, timeline(client, id, { via: list }));
    return { run, signals: [via.status$] };
  },
};

/**
 * Runs a stream through messages, faults and an outage, and leaves it within an
 * event.
 *
 * @param leaveAt The number of the event, from 1.
 * @returns How many events there were until then.
 */
async function leave(
  make: Make,
  isTroubled: boolean,
  leaveAt: number,
): Promise<number> {
  let hasLeft = false;
  const answered: string[] = [];
  const here: World = world({
    rateLimit: isTroubled ? { requests: 3, perMs: 1_000 } : false,
    fetch: async (request) => {
      const response = await here.simulator.fetch(request);
      // Aborted where the answer is there already; push says goodbye.
      const isOver = hasLeft && !request.signal.aborted &&
        !request.url.includes("/faye");
      if (isOver) answered.push(`${request.method} ${request.url}`);
      return response;
    },
  });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ history: 250, members: 3 });
  simulator.addGroup({ history: 3, members: 3 });
  if (isTroubled) {
    const headers = { "retry-after": "3" };
    simulator.fault({ status: 429, times: 1, headers });
    simulator.fault({ status: 502, times: 2 });
  }
  const { run, signals = [] } = make(here, group);
  const left = new Subject<void>();
  let events = 0;
  let isRunning = false;
  let emittedAfter = 0;
  const end = () => {
    isRunning = false;
    hasLeft = true;
    left.next();
  };
  const count = () => {
    if (isRunning && ++events === leaveAt) end();
  };
  const error = () => {};
  const watching = [client.activity$, ...signals]
    .map((it) => it.subscribe({ next: count, error }));
  isRunning = true;
  run.pipe(takeUntil(left)).subscribe({
    next: () => {
      if (!isRunning) emittedAfter += 1;
      count();
    },
    error,
  });
  for (let i = 0; i < 8 && isRunning; i++) {
    simulator.inject(group, { text: `!a ${i}` });
    for (let n = 0; n < 150 && i === 3; n++) simulator.inject(group, {});
    if (i === 5) simulator.outage(3_000);
    await clock.advance(4_000);
  }
  if (isRunning) end();
  for (const it of watching) it.unsubscribe();
  // Push may say goodbye for so long.
  await clock.advance(6_000);
  simulator.resetRequests();
  await clock.advance(3_600_000);
  assertEquals(
    {
      emittedAfter,
      answered,
      timers: clock.pending,
      open: simulator.open,
      requests: simulator.requests.length,
    },
    { emittedAfter: 0, answered: [], timers: 0, open: 0, requests: 0 },
    `left within event ${leaveAt}`,
  );
  return events;
}

for (const [name, make] of Object.entries(STREAMS)) {
  for (const isTroubled of [false, true]) {
    const how = isTroubled ? "under limits and faults" : "in fair weather";
    Deno.test(`${name} leaves nothing behind, whichever event it is left in, ${how}`, async () => {
      const all = await leave(make, isTroubled, Infinity);
      // Each of the first, when most begins, and then some.
      const step = Math.max(1, Math.floor(all / 12));
      for (let at = 1; at <= all; at += at < 10 ? 1 : step) {
        await leave(make, isTroubled, at);
      }
    });
  }
}
