import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  audit,
  memoryMirror,
  mirror,
  mirrored,
  type MirrorStore,
  search,
  type SearchOptions,
  StoreError,
} from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { lastValueFrom, take, toArray } from "rxjs";
import { accountOf, heldStore, serverRows } from "./account.ts";
import { STORE_KINDS } from "./stores.ts";

function find(
  store: Parameters<typeof search>[0],
  query: string,
  options?: SearchOptions,
) {
  return lastValueFrom(search(store, query, options));
}

for (const { name, place } of STORE_KINDS) {
  Deno.test(`search() finds in ${name} what a scan of the server finds`, () =>
    place(async (open) => {
      const account = accountOf({ groups: 2, chats: 1, messages: 600 });
      await using store = open();
      const { clock, client } = account;
      const held = heldStore(store, clock);
      await clock.until(lastValueFrom(mirror(client, held)));
      const [group = ""] = account.ids.keys();
      const rows = await serverRows(account, group);
      const text = rows.map((it) => String(it.text ?? ""))
        .find((it) => /^\w+ \w+/.test(it)) ?? "";
      const [word = ""] = text.toLowerCase().split(" ");
      const holds = rows.filter((it) =>
        String(it.text ?? "").toLowerCase().split(/[^a-z0-9]+/).includes(word)
      );
      const result = await find(store, word, { conversation: group, limit: 5 });
      assertEquals(
        result.hits.map(({ message }) => message.id),
        holds.slice(0, 5).map(({ id }) => id),
      );
      assertEquals(result.isComplete, true);
      assertEquals(result.coverage.map(({ name }) => name), [group]);
    }));
}

/** The ranges of the cursors that go backwards through an index while `use` lasts. */
async function backwardRanges(
  use: () => Promise<unknown>,
): Promise<readonly { lower: unknown; upper: unknown; upperOpen: boolean }[]> {
  const { prototype } = Reflect.get(globalThis, "IDBIndex");
  const { openCursor, openKeyCursor } = prototype;
  const ranges: { lower: unknown; upper: unknown; upperOpen: boolean }[] = [];
  const seen = (open: typeof openCursor) =>
    function (this: unknown, ...args: [typeof ranges[0], string]) {
      if (args[1].startsWith("prev")) ranges.push(args[0]);
      return open.apply(this, args);
    };
  prototype.openCursor = seen(openCursor);
  prototype.openKeyCursor = seen(openKeyCursor);
  try {
    await use();
  } finally {
    Object.assign(prototype, { openCursor, openKeyCursor });
  }
  return ranges;
}

Deno.test("indexedDbMirror() goes back from no end at which many keys are equal", async () => {
  await using store = indexedDbMirror("backwards");
  const rows = ["1", "2", "3"].map((id) => ({ id, text: "low tide" }));
  const coverage = [{ from: "0", to: "3", asOf: 1 }];
  await store.write({ name: "group:7", rows, changes: [], coverage });
  // Chromium passes all equal keys to find the last: 230 ms with 120,000 of them.
  const ranges = await backwardRanges(async () => {
    const { hits } = await find(store, "tide", { limit: 2 });
    assertEquals(hits.map(({ message }) => message.id), ["3", "2"]);
    const read = await store.read("group:7", { limit: 2 });
    assertEquals(read.map(({ id }) => id), ["3", "2"]);
  });
  assertEquals(ranges.map(({ upperOpen }) => upperOpen), [true, true]);
});

for (const { name, place } of STORE_KINDS) {
  Deno.test(`search() finds in ${name} what several conversations hold, by one question`, () =>
    place(async (open) => {
      const { simulator, client, clock } = accountOf({ groups: 0 });
      const friend = simulator.addUser({ name: "Bo Larkin" });
      const ids = ["one", "two", "three"].map((name) => {
        const group = simulator.addGroup({ name, members: [friend] });
        for (let n = 0; n < 5; n++) {
          simulator.inject(group, { text: `Tide ${n} of ${name}` });
        }
        return group.id;
      });
      await using store = open();
      const held = heldStore(store, clock);
      await clock.until(lastValueFrom(mirror(client, held)));
      let asked = 0;
      const counted: MirrorStore = {
        coverage: (it) => store.coverage(it),
        write: (it) => store.write(it),
        read: (it, range) => store.read(it, range),
        meta: store.meta,
        search: (query) => {
          asked += 1;
          return store.search?.(query) ?? [];
        },
      };
      const [one = "", two = "", three = ""] = ids;
      for (const words of ["tide", ""]) {
        const among = (
          conversation: SearchOptions["conversation"],
          limit = 1_000,
        ) => find(counted, words, { conversation, limit });
        asked = 0;
        const all = await among(undefined);
        for (const some of [[one], [one, two], [`group:${two}`, two, three]]) {
          const wanted = some.map((it) => `group:${it.replace("group:", "")}`);
          const hits = all.hits.filter(({ name }) => wanted.includes(name));
          const { coverage, isComplete, ...found } = await among(some);
          assertEquals(found.hits, hits);
          assertEquals((await among(some, 3)).hits, hits.slice(0, 3));
          assertEquals(
            coverage.map(({ name }) => name),
            [...new Set(wanted)],
          );
          assert(isComplete);
        }
        assertEquals(asked, 7);
        assertEquals((await among([])).hits, []);
      }
      await assertRejects(
        () => find(store, "tide", { conversation: [one, "4711"] }),
        StoreError,
        "4711",
      );
    }));
}

Deno.test("search() tells that a copy is not whole", async () => {
  const account = accountOf({ groups: 2, messages: 2_000 });
  const store = memoryMirror();
  const { clock, client, ids } = account;
  await clock.until(lastValueFrom(mirror(client, store).pipe(take(4))));
  const part = await find(store, "");
  assertEquals(part.isComplete, false);
  assertEquals(part.coverage.length, 2);
  await clock.until(lastValueFrom(mirror(client, store)));
  assertEquals((await find(store, "")).isComplete, true);
  const [one = ""] = ids.keys();
  const [oldest] = (await serverRows(account, one)).toReversed();
  const to = new Date(Number(oldest?.created_at) * 1_000 + 60_000);
  const early = await find(store, "", { conversation: one, to });
  assert(early.hits.length > 0 && early.hits.length < 4);
  assertEquals(early.isComplete, true);
});

Deno.test("search() and audit() take an account without messages for whole once it was copied", async () => {
  for (const groups of [0, 2]) {
    const { clock, client } = accountOf({ groups, messages: 0 });
    const store = memoryMirror();
    assertEquals((await find(store, "")).isComplete, false);
    const early = lastValueFrom(audit(client, store));
    await assertRejects(() => clock.until(early), StoreError, "Run mirror()");
    await clock.until(lastValueFrom(mirror(client, store)));
    assertEquals((await find(store, "")).isComplete, true);
    assertEquals((await find(store, "tide")).hits, []);
    const report = await clock.until(lastValueFrom(audit(client, store)));
    assertEquals(report, {
      probes: 0,
      compared: 0,
      missing: [],
      extra: [],
      stale: [],
      atMost: 1,
    });
  }
});

Deno.test("search() is complete for the part that is covered", async () => {
  const account = accountOf({ groups: 1, messages: 2_000 });
  const store = memoryMirror();
  const { clock, client } = account;
  await clock.until(lastValueFrom(mirror(client, store).pipe(take(3))));
  const from = new Date(clock.now() - 60 * 60_000);
  assertEquals((await find(store, "", { from })).isComplete, true);
  assertEquals((await find(store, "")).isComplete, false);
});

Deno.test("search() is complete where all that was to be copied is", async () => {
  const account = accountOf({ groups: 3 });
  const store = memoryMirror();
  const { clock, client, ids } = account;
  const [one = ""] = ids.keys();
  const conversations = ({ name }: { name: string }) => name === one;
  await clock.until(lastValueFrom(mirror(client, store, { conversations })));
  const { coverage, isComplete } = await find(store, "");
  assertEquals(coverage.map(({ name }) => name), [one]);
  assertEquals(isComplete, true);
});

Deno.test("search() finds nothing for marks alone", async () => {
  const account = accountOf({ groups: 1 });
  const store = memoryMirror();
  await account.clock.until(lastValueFrom(mirror(account.client, store)));
  assertEquals((await find(store, "?!")).hits, []);
  assertEquals((await find(store, "")).hits.length, 20);
});

Deno.test("search() refuses what makes no sense", async () => {
  const store = memoryMirror();
  assertThrows(() => search(store, "a", { limit: 0 }), RangeError, "limit");
  assertThrows(() => search(store, "a", { from: new Date(NaN) }), TypeError);
  assertThrows(() => search(store, 7 as never), TypeError, "query");
  await assertRejects(
    () => find(store, "a", { conversation: { groupId: "1" } }),
    StoreError,
    "1",
  );
});

Deno.test("mirrored() and search() take a conversation by its id, its name or its key", async () => {
  const account = accountOf({ groups: 2 });
  const store = memoryMirror();
  await account.clock.until(lastValueFrom(mirror(account.client, store)));
  const [name = "", id = ""] = [...account.ids][0] ?? [];
  const messages = account.client.groups.messages(id);
  for (const it of [name, id, { groupId: id }, messages]) {
    const all = await lastValueFrom(
      mirrored(store, it).listAll().pipe(toArray()),
    );
    assertEquals(all.length, 250);
    const { coverage } = await find(store, "", { conversation: it });
    assertEquals(coverage.map((it) => it.name), [name]);
  }
  assertThrows(() => mirrored(store, "chat:1+2"), TypeError, "conversation");
  await assertRejects(
    () => find(store, "", { conversation: "77" }),
    StoreError,
  );
});

Deno.test("mirrored() lists what the server lists, without a request", async () => {
  const account = accountOf({ groups: 1, topics: 1, chats: 1, messages: 450 });
  const store = memoryMirror();
  await account.clock.until(lastValueFrom(mirror(account.client, store)));
  const listed = await Promise.all(
    [...account.ids.keys()].map((name) => serverRows(account, name)),
  );
  account.simulator.resetRequests();
  for (const [n, [name, id]] of [...account.ids].entries()) {
    const otherUserId = id.split("+").find((it) =>
      it !== account.simulator.me.id
    );
    const key = name.startsWith("chat:")
      ? { otherUserId: otherUserId ?? "" }
      : { groupId: id };
    const all = mirrored(store, key).listAll().pipe(toArray());
    const messages = await lastValueFrom(all);
    assertEquals(messages.map(({ data }) => data), listed[n]);
    const page = await lastValueFrom(
      mirrored(store, key).fetch({ after_id: messages.at(-1)?.id, limit: 2 }),
    );
    assertEquals(
      page.map((it) => it.id),
      messages.slice(-3, -1).reverse().map((it) => it.id),
    );
  }
  assertEquals(account.simulator.requests.length, 0);
});

Deno.test("search() is not complete for a conversation of which nothing is known", async () => {
  const account = accountOf({ groups: 1, messages: 20 });
  const store = memoryMirror();
  const untold: MirrorStore = {
    coverage: (name) => store.coverage(name),
    read: (name, range) => store.read(name, range),
    write: (batch) => store.write(batch),
  };
  const { clock, client, ids } = account;
  const [name = ""] = ids.keys();
  await clock.until(lastValueFrom(mirror(client, store)));
  await assertRejects(
    () => find(store, "tide", { conversation: "group:123" }),
    StoreError,
    "Cannot find the conversation group:123",
  );
  const unknown = await find(untold, "tide", { conversation: "group:123" });
  assertEquals([unknown.hits, unknown.isComplete], [[], false]);
  const known = await find(untold, "", { conversation: name });
  assertEquals([known.hits.length, known.isComplete], [20, true]);
});
