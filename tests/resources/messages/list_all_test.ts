import { assert, assertEquals, assertThrows } from "@std/assert";
import { lastValueFrom, take, timer, toArray } from "rxjs";
import { ignoreElements, map, tap } from "rxjs";
import { world } from "../../support/world.ts";

const MANY = 100_000;

/** Checks that ids come newest first and each once, without keeping them. */
function newestFirst() {
  let last: string | undefined;
  let count = 0;
  return {
    see({ id }: { id: string }) {
      assert(last === undefined || id < last, `${id} after ${last}`);
      last = id;
      count += 1;
    },
    get count() {
      return count;
    },
  };
}

Deno.test("Messages.listAll() reads 100,000 messages in 501 requests", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: MANY });
  const order = newestFirst();
  await lastValueFrom(
    client.groups.messages(group.id).listAll().pipe(
      tap((message) => order.see(message)),
    ),
  );
  assertEquals(order.count, MANY);
  assertEquals(simulator.requests.length, MANY / 200 + 1);
});

Deno.test("Messages.listAll() gives the same to for await", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: MANY });
  const order = newestFirst();
  for await (const message of client.groups.messages(group.id).listAll()) {
    order.see(message);
    // No page is requested before the last one was worked through.
    assertEquals(simulator.requests.length, Math.ceil(order.count / 200));
  }
  assertEquals(order.count, MANY);
  assertEquals(simulator.requests.length, MANY / 200 + 1);
});

for (const prefetch of [0, 1] as const) {
  Deno.test(`Pager.concatMap() holds ${1 + prefetch} pages for a slow consumer that prefetches ${prefetch}`, async () => {
    const { clock, simulator, client } = world();
    const history = 2_000;
    const group = simulator.addGroup({ history });
    const order = newestFirst();
    let ahead = 0;
    const work = client.groups.messages(group.id).listAll({ prefetch })
      .concatMap((message) =>
        timer(10, clock).pipe(
          tap(() => {
            order.see(message);
            const held = simulator.requests.length * 200 - order.count;
            ahead = Math.max(ahead, held);
          }),
        )
      );
    await clock.until(lastValueFrom(work));
    assertEquals(order.count, history);
    assertEquals(simulator.requests.length, history / 200 + 1);
    assert(ahead < 200 * (1 + prefetch), `${ahead} messages were held`);
  });
}

Deno.test("Pager.concatMap() reads 100,000 messages, page by page", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: MANY });
  const order = newestFirst();
  await lastValueFrom(
    client.groups.messages(group.id).listAll().concatMap(async (message) => {
      await null;
      order.see(message);
      assertEquals(simulator.requests.length, Math.ceil(order.count / 200));
    }).pipe(ignoreElements()),
    { defaultValue: undefined },
  );
  assertEquals(order.count, MANY);
});

Deno.test("Messages.listAll() makes one request for a take(5)", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: 1_000 });
  const { length } = await lastValueFrom(
    client.groups.messages(group.id).listAll().pipe(take(5), toArray()),
  );
  assertEquals(length, 5);
  assertEquals(simulator.requests.length, 1);
});

Deno.test("Messages.listAll() aborts its request when unsubscribed from", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 1_000 });
  simulator.fault({ hang: true });
  const reading = client.groups.messages(group.id).listAll().subscribe();
  await clock.settle();
  assertEquals(simulator.open, 1);
  reading.unsubscribe();
  await clock.settle();
  assertEquals(simulator.open, 0);
  assertEquals(clock.pending, 0);
});

Deno.test("Messages.listAll() lists each way that GroupMe can", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: 250 });
  const messages = client.groups.messages(group.id);
  const all = await lastValueFrom(
    messages.listAll().pipe(map(({ id }) => id), toArray()),
  );
  const ids = (pager: ReturnType<typeof messages.listAll>) =>
    lastValueFrom(pager.pipe(map(({ id }) => id), toArray()));
  const middle = all[120] ?? "";
  assertEquals(await ids(messages.listAllBefore(middle)), all.slice(121));
  assertEquals(
    await ids(messages.listAllAfter(middle)),
    all.slice(0, 120).toReversed(),
  );
  assertEquals(
    await ids(messages.listAll({ sinceId: middle })),
    all.slice(0, 120),
  );
  assertEquals(await ids(messages.listAll({ limit: 7 })), all);
});

Deno.test("Messages.list() gives one page in each mode, and an empty one at the ends", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const messages = client.groups.messages(group.id);
  const ids = async (page: ReturnType<typeof messages.list>) =>
    (await lastValueFrom(page)).map(({ id }) => id);
  const all = await ids(messages.list({ limit: 100 }));
  assertEquals(all.length, 30);
  const [newest = "", second = ""] = all;
  const oldest = all.at(-1) ?? "";
  assertEquals(await ids(messages.list()), all.slice(0, 20));
  assertEquals(
    await ids(messages.listBefore(second, { limit: 2 })),
    all.slice(2, 4),
  );
  assertEquals(
    await ids(messages.listAfter(oldest, { limit: 2 })),
    all.slice(-3, -1).toReversed(),
  );
  assertEquals(
    await ids(messages.listSince(oldest, { limit: 2 })),
    all.slice(0, 2),
  );
  assertEquals(await ids(messages.listBefore(oldest)), []);
  assertEquals(await ids(messages.listAfter(newest)), []);
});

Deno.test("Messages.list() refuses wrong arguments before any request", () => {
  const { simulator, client } = world();
  const messages = client.groups.messages("1");
  assertThrows(
    () => messages.list({ beforeId: "1", afterId: "2" }),
    TypeError,
    "beforeId",
  );
  assertThrows(
    () => messages.listAll({ afterId: "1", sinceId: "2" }),
    TypeError,
    "afterId",
  );
  assertThrows(() => messages.list({ limit: 0 }), RangeError, "limit");
  assertThrows(() => messages.listAll({ limit: 201 }), RangeError, "limit");
  assertThrows(() => messages.list({ beforeId: "abc" }), TypeError, "beforeId");
  assertThrows(() => messages.list({ beforeId: "" }), TypeError, "beforeId");
  assertThrows(() => client.groups.messages(""), TypeError, "groupId");
  assertEquals(simulator.requests.length, 0);
});

Deno.test("DirectMessages.listAll() reads a chat", async () => {
  const { simulator, client } = world();
  const other = simulator.addUser({ name: "Teo" });
  simulator.addChat(other, { history: 250 });
  const order = newestFirst();
  await lastValueFrom(
    client.chats.messages(other.id).listAll().pipe(
      tap((message) => order.see(message)),
    ),
  );
  assertEquals(order.count, 250);
  assertEquals(simulator.requests.length, 3);
});

Deno.test("listBefore() and its kin refuse to begin at what is not given", () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup();
  const missing = undefined as unknown as string;
  for (const list of [client.groups.messages(id), client.chats.messages("1")]) {
    const calls = [
      () => list.listBefore(missing),
      () => list.listAfter(missing),
      () => list.listSince(missing),
      () => list.listAllBefore(missing),
      () => list.listAllAfter(missing),
    ];
    for (const call of calls) assertThrows(call, TypeError, "Id'");
  }
  const gallery = client.groups.gallery(id);
  const never = undefined as unknown as Date;
  const calls = [
    () => gallery.listBefore(never),
    () => gallery.listAfter(never),
    () => gallery.listSince(never),
    () => gallery.listAllBefore(never),
    () => gallery.listAllAfter(never),
  ];
  for (const call of calls) assertThrows(call, TypeError, "Date");
});
