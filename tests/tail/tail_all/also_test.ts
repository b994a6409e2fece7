import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  Client,
  commit,
  type ExtraConversations,
  type GroupData,
} from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { defer, of, throwError } from "rxjs";
import { FakeSource } from "../../support/live_source.ts";
import { ODD_IDS } from "../../support/malformed.ts";
import { seedOf } from "../../support/mutate.ts";
import { world } from "../../support/world.ts";

/** An account with groups, and with topics, which no index lists. */
function withTopics(groups = 2, topics = 2) {
  const { clock, simulator } = world();
  const add = () => simulator.addGroup({ history: 5 });
  const listed = Array.from({ length: groups }, add);
  const hidden = Array.from({ length: topics }, add);
  const hiddenIds = new Set(hidden.map(({ id }) => id));
  const newest = new Map<string, string>();
  const isDown = { groups: false, chats: false };
  const { token } = simulator;
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const name = pathname === "/v3/groups"
      ? "groups"
      : pathname === "/v3/chats"
      ? "chats"
      : undefined;
    if (name && isDown[name]) return new Response("", { status: 503 });
    const response = await simulator.fetch(request);
    if (name !== "groups" || response.status !== 200) return response;
    const body = await response.json();
    body.response = body.response.filter(({ id }: GroupData) =>
      !hiddenIds.has(id ?? "")
    );
    return Response.json(body);
  };
  const client = new Client({ token, fetch, scheduler: clock });
  const inject = (group: SimulatedGroup, options = {}) => {
    const { id } = simulator.inject(group, options);
    newest.set(group.id, id);
    return id;
  };
  for (const group of [...listed, ...hidden]) inject(group);
  const asked: (readonly GroupData[])[] = [];
  const also: ExtraConversations = {
    changed: (rows) => {
      asked.push(rows);
      return defer(() =>
        of(hidden.map(({ id }) => ({
          key: { groupId: id },
          lastId: newest.get(id) ?? "",
        })))
      );
    },
  };
  return {
    clock,
    simulator,
    client,
    listed,
    hidden,
    also,
    asked,
    isDown,
    inject,
  };
}

/** An account with a group and a chat; each message is the name of its index. */
function withBothIndexes() {
  const { clock, simulator, client, listed, isDown } = withTopics(1, 0);
  const other = simulator.addUser({ name: "Teo" });
  const chat = simulator.addChat(other, { history: 3 });
  const write = () => {
    simulator.inject(listed[0] ?? "", { text: "groups" });
    simulator.inject(chat, { text: "chats", userId: other.id });
  };
  return { clock, client, isDown, write };
}

Deno.test("Client.tail({ also }) delivers what no index lists", async () => {
  const { clock, client, listed, hidden, also, asked, inject } = withTopics();
  const seen: string[] = [];
  const running = client.tail({ also: [also] }).subscribe(({ id }) =>
    seen.push(id)
  );
  await clock.advance(30_000);
  const sent: string[] = [];
  for (let i = 0; i < 20; i++) {
    for (const group of [...listed, ...hidden]) sent.push(inject(group));
    await clock.advance(10_000);
  }
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(seen.toSorted(), sent.toSorted());
  assert(asked.length > 10);
  const ids = asked[0]?.map(({ id }) => id);
  assertEquals(ids?.toSorted(), listed.map(({ id }) => id).toSorted());
});

Deno.test("Client.tail({ also }) gives all groups to the first call", async () => {
  const { clock, client, also, asked } = withTopics(130, 0);
  const running = client.tail({ also: [also] }).subscribe();
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(asked[0]?.length, 130);
  assertEquals(asked[1]?.length, 20);
});

Deno.test("Client.tail({ also }) leaves out rows without a whole id", async () => {
  const { clock, client, hidden: [topic, odd], inject } = withTopics(1);
  assert(topic && odd);
  let newest = inject(topic);
  const also: ExtraConversations = {
    changed: () =>
      of([
        ...ODD_IDS.map((id) => ({ key: { groupId: `${id}` }, lastId: "5" })),
        { key: { groupId: odd.id }, lastId: "x" },
        { key: { groupId: topic.id }, lastId: newest },
      ]),
  };
  const seen: string[] = [];
  const errors: unknown[] = [];
  const states: string[] = [];
  const tail = client.tail({ also: [also] });
  const watching = tail.status$.subscribe(({ state }) => states.push(state));
  const running = tail.subscribe({
    next: ({ id }) => seen.push(id),
    error: (error) => errors.push(error),
  });
  await clock.advance(30_000);
  newest = inject(topic);
  inject(odd);
  await clock.advance(60_000);
  assertEquals([seen, errors], [[newest], []]);
  assertEquals(states.at(-1), "live");
  running.unsubscribe();
  watching.unsubscribe();
});

Deno.test("Client.tail({ also }) goes on with the others while one fails", async () => {
  const { clock, client, listed, hidden, also, inject } = withTopics();
  const broken = { changed: () => throwError(() => new Error("broken")) };
  const seen: string[] = [];
  const states: string[] = [];
  const tail = client.tail({ also: [broken, also] });
  const watching = tail.status$.subscribe(({ reason }) => states.push(reason));
  const errors: unknown[] = [];
  const running = tail.subscribe({
    next: ({ id }) => seen.push(id),
    error: (error) => errors.push(error),
  });
  await clock.advance(30_000);
  const sent = [...listed, ...hidden].map((group) => inject(group));
  await clock.advance(60_000);
  running.unsubscribe();
  watching.unsubscribe();
  assertEquals(errors, []);
  assertEquals(seen.toSorted(), sent.toSorted());
  assert(states.includes("broken"));
});

for (const name of ["groups", "chats"] as const) {
  Deno.test(`Client.tail() goes on with the others while the index of ${name} fails`, async () => {
    const { clock, client, isDown, write } = withBothIndexes();
    const seen: (string | undefined)[] = [];
    const running = client.tail().subscribe(({ text }) => seen.push(text));
    await clock.advance(30_000);
    isDown[name] = true;
    write();
    await clock.advance(120_000);
    const others = ["chats", "groups"].filter((it) => it !== name);
    assertEquals(seen, others);
    isDown[name] = false;
    await clock.advance(60_000);
    running.unsubscribe();
    assertEquals(seen, [...others, name]);
  });

  Deno.test(`Client.tail() begins with the others while the index of ${name} fails`, async () => {
    const { clock, client, isDown, write } = withBothIndexes();
    await clock.advance(60_000);
    const seen: (string | undefined)[] = [];
    isDown[name] = true;
    const running = client.tail().subscribe(({ text }) => seen.push(text));
    await clock.advance(120_000);
    write();
    await clock.advance(120_000);
    const others = ["chats", "groups"].filter((it) => it !== name);
    assertEquals(seen, others);
    isDown[name] = false;
    await clock.advance(60_000);
    running.unsubscribe();
    assertEquals(seen, [...others, name]);
  });
}

Deno.test("Client.tail() with a cursor goes on with a topic that push told of before", async () => {
  const { clock, simulator, client, listed, hidden, inject } = withTopics();
  const kept = memoryCursor();
  const seen: string[] = [];
  const start = () => {
    const cursor = { ...kept };
    return client.tail({ via: new FakeSource(simulator), cursor })
      .pipe(commit(cursor)).subscribe(({ id }) => seen.push(id));
  };
  const [topic] = hidden;
  assert(topic);
  await clock.advance(60_000);
  let running = start();
  await clock.advance(30_000);
  const sent = [inject(topic)];
  await clock.advance(30_000);
  running.unsubscribe();
  sent.push(inject(topic));
  await clock.advance(60_000);
  running = start();
  await clock.advance(60_000);
  assertEquals(seen, sent);
  simulator.resetRequests();
  await clock.advance(60_000);
  running.unsubscribe();
  assert(simulator.requests.length <= 8, `${simulator.requests.length}`);
  assert(listed.length > 0);
});

Deno.test("Client.tail() delivers each message of topics once through 200 random schedules of push and polling", async () => {
  const seed = seedOf("topics", 20_260);
  const step = fc.record({
    pause: fc.integer({ min: 0, max: 30_000 }),
    place: fc.integer({ min: 0, max: 3 }),
    size: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(120)),
    visibleAfter: fc.constantFrom(0, 0, 0, 2_000, 4_900),
    isUp: fc.boolean(),
    outage: fc.constantFrom(0, 0, 0, 20_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (steps, isAlso, hasCursor) => {
        const { clock, simulator, client, listed, hidden, also, inject } =
          withTopics();
        const via = new FakeSource(simulator);
        await clock.advance(60_000);
        const cursor = hasCursor ? memoryCursor() : undefined;
        const seen: string[] = [];
        const tail = client.tail({
          via,
          cursor,
          ...(isAlso && { also: [also] }),
        });
        const running = (cursor ? tail.pipe(commit(cursor)) : tail)
          .subscribe(({ id }) => seen.push(id));
        const places = [...listed, ...hidden];
        const sent: string[] = [];
        await clock.advance(60_000);
        // Push tells of each topic once: without `also` nothing else does.
        for (const place of hidden) sent.push(inject(place));
        await clock.advance(60_000);
        simulator.fault({ status: 502, probability: 0.1 });
        for (
          const { pause, place, size, visibleAfter, isUp, outage } of steps
        ) {
          await clock.advance(pause);
          via.isUp = isUp;
          if (outage) simulator.outage(outage);
          const group = places[place];
          for (let i = 0; group && i < size; i++) {
            sent.push(inject(group, i ? {} : { visibleAfter }));
          }
        }
        await clock.advance(2_000_000);
        running.unsubscribe();
        await clock.settle();
        assertEquals(clock.pending, 0);
        assertEquals(seen.toSorted(), sent.toSorted());
      },
    ),
    { numRuns: 200, seed },
  );
});

for (const isEmpty of [false, true]) {
  const how = isEmpty ? "knows of no groups" : "fails";
  Deno.test(`Client.tail({ also }) that ${how} at the first poll begins with the first list`, async () => {
    const { clock, client, hidden, also, isDown, inject } = withTopics();
    const [topic] = hidden;
    assert(topic);
    await clock.advance(3_600_000);
    inject(topic);
    inject(topic);
    await clock.advance(600_000);
    let isBroken = true;
    const late: ExtraConversations = {
      changed: (rows) =>
        !isBroken && rows.length > 0
          ? also.changed(rows)
          : isEmpty
          ? of([])
          : throwError(() => new Error("broken")),
    };
    isDown.groups = isDown.chats = isEmpty;
    const seen: string[] = [];
    const kept = memoryCursor();
    const start = () => {
      const cursor = { ...kept };
      return client.tail({ also: [late], cursor }).pipe(commit(cursor))
        .subscribe(({ id }) => seen.push(id));
    };
    let running = start();
    await clock.advance(120_000);
    isBroken = isDown.groups = isDown.chats = false;
    await clock.advance(120_000);
    assertEquals(seen, []);
    running.unsubscribe();
    running = start();
    await clock.advance(60_000);
    const sent = [inject(topic)];
    await clock.advance(60_000);
    running.unsubscribe();
    assertEquals(seen, sent);
  });
}

Deno.test("Client.tail() begins with the first list of an index that fails at the first poll", async () => {
  for (const name of ["groups", "chats"] as const) {
    const { clock, client, isDown, write } = withBothIndexes();
    await clock.advance(3_600_000);
    write();
    await clock.advance(600_000);
    isDown[name] = true;
    const seen: (string | undefined)[] = [];
    const running = client.tail().subscribe(({ text }) => seen.push(text));
    await clock.advance(120_000);
    isDown[name] = false;
    await clock.advance(120_000);
    assertEquals(seen, []);
    write();
    await clock.advance(60_000);
    running.unsubscribe();
    assertEquals(seen.toSorted(), ["chats", "groups"]);
  }
});

Deno.test("Client.tail() keeps no cursor before it knows where each index begins", async () => {
  for (const name of ["groups", "chats"] as const) {
    const { clock, client, isDown, write } = withBothIndexes();
    await clock.advance(600_000);
    isDown[name] = true;
    const cursor = memoryCursor();
    let running = client.tail({ cursor }).subscribe();
    await clock.advance(60_000);
    assertEquals(await cursor.get(), undefined);
    isDown[name] = false;
    await clock.advance(60_000);
    assert(await cursor.get());
    running.unsubscribe();
    write();
    const seen: (string | undefined)[] = [];
    running = client.tail({ cursor }).subscribe(({ text }) => seen.push(text));
    await clock.advance(60_000);
    running.unsubscribe();
    assertEquals(seen.toSorted(), ["chats", "groups"]);
  }
});

Deno.test("Client.tail({ also }) with a cursor gives all groups to the first call of each run", async () => {
  const { clock, client, also, asked } = withTopics(130, 0);
  const cursor = memoryCursor();
  for (const call of [0, 0]) {
    asked.length = 0;
    const running = client.tail({ also: [also], cursor }).subscribe();
    await clock.advance(30_000);
    running.unsubscribe();
    assertEquals(asked[call]?.length, 130);
    assertEquals(asked[call + 1]?.length, 20);
  }
});

Deno.test("Client.tail() refuses an 'also' that lists no conversations", () => {
  const { client } = world();
  for (const also of [[{}], [() => {}], [5], {}, 5] as readonly unknown[]) {
    assertThrows(
      () => client.tail({ also: also as ExtraConversations[] }),
      TypeError,
    );
  }
});
