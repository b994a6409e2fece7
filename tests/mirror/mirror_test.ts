import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  memoryMirror,
  mirror,
  type MirrorProgress,
  StoreError,
} from "@rxgroupme/client/mirror";
import { lastValueFrom, take, toArray } from "rxjs";
import {
  type Account,
  accountOf,
  assertEqualsServer,
  storeRows,
} from "./account.ts";

function run(
  account: Account,
  store = memoryMirror(),
  options = {},
): Promise<MirrorProgress[]> {
  const { clock, client } = account;
  return clock.until(
    lastValueFrom(mirror(client, store, options).pipe(toArray())),
  );
}

/** Requests for messages since the log was emptied. */
function pages({ simulator }: Account): number {
  return simulator.requests.filter(({ path }) => path.includes("messages"))
    .length;
}

Deno.test("mirror() copies groups, topics and chats whole", async () => {
  const account = accountOf({ groups: 3, topics: 2, chats: 2 });
  const store = memoryMirror();
  const told = await run(account, store);
  assertEquals(told.at(-1)?.state, "done");
  assertEquals(told.at(-1)?.etaMs, 0);
  // Each topic was told of in its group.
  assertEquals(told.at(-1)?.messages, 7 * 250 + 2);
  await assertEqualsServer(store, account);
  for (const name of account.ids.keys()) {
    const [range, ...others] = await store.coverage(name);
    assertEquals(others, []);
    assertEquals(range?.from, "0");
  }
});

Deno.test("mirror() copies each of 130 topics of a group", async () => {
  const account = accountOf({ groups: 1, topics: 130, messages: 2 });
  const store = memoryMirror();
  await run(account, store);
  await assertEqualsServer(store, account);
});

Deno.test("mirror() asks for pages of 200", async () => {
  const account = accountOf({ groups: 1, messages: 1_000 });
  await run(account);
  assert(pages(account) <= 7, `${pages(account)} requests`);
});

Deno.test("mirror() does nothing before it is subscribed to", () => {
  const account = accountOf();
  mirror(account.client, memoryMirror());
  assertEquals(account.simulator.requests.length, 0);
  assertEquals(account.clock.pending, 0);
});

Deno.test("mirror() reads the newest messages of all conversations first", async () => {
  const account = accountOf({ groups: 4, messages: 1_000 });
  const store = memoryMirror();
  const { clock, client } = account;
  const part = mirror(client, store).pipe(take(5), toArray());
  await clock.until(lastValueFrom(part));
  for (const name of account.ids.keys()) {
    assert((await storeRows(store, name)).length >= 200, name);
  }
});

Deno.test("mirror() leaves no timer and no request behind", async () => {
  const account = accountOf({ groups: 4, messages: 1_000, latency: 100 });
  const subscription = mirror(account.client, memoryMirror()).subscribe();
  await account.clock.advance(3_000);
  subscription.unsubscribe();
  await account.clock.settle();
  assertEquals(account.simulator.open, 0);
  assertEquals(account.clock.pending, 0);
});

Deno.test("mirror() reads again only what is new", async () => {
  const account = accountOf({ groups: 5, chats: 2 });
  const { simulator, clock, ids } = account;
  const store = memoryMirror();
  await run(account, store, { lookback: 0 });
  await clock.advance(60_000);
  const [first = ""] = ids.values();
  simulator.inject(first, { text: "news" });
  await clock.advance(60_000);
  simulator.resetRequests();
  const told = await run(account, store, { lookback: 0 });
  assertEquals(simulator.requests.length, 3);
  assertEquals(told.at(-1)?.messages, 1);
  await assertEqualsServer(store, account);
});

Deno.test("mirror() costs at most ten requests for a hundred quiet groups", async () => {
  const account = accountOf({
    groups: 100,
    messages: 3,
    agoMs: 86_400_000 * 40,
  });
  const store = memoryMirror();
  await run(account, store);
  account.simulator.resetRequests();
  await run(account, store);
  assertEquals(
    account.simulator.requests.map(({ path }) => path),
    ["/v3/groups", "/v3/chats"],
  );
});

Deno.test("mirror() of a thousand groups with one change costs three requests", async () => {
  const account = accountOf({
    groups: 1_000,
    messages: 2,
    agoMs: 86_400_000 * 40,
  });
  const { simulator, clock, ids } = account;
  const store = memoryMirror();
  await run(account, store);
  const [id = ""] = ids.values();
  await clock.advance(60_000);
  simulator.inject(id, { text: "news" });
  await clock.advance(60_000);
  simulator.resetRequests();
  const told = await run(account, store, { lookback: 0 });
  assertEquals(told.at(-1)?.messages, 1);
  assert(simulator.requests.length <= 3, `${simulator.requests.length}`);
});

Deno.test("mirror() reads reactions of the lookback again, once a run", async () => {
  const account = accountOf({
    groups: 1,
    messages: 500,
    everyMs: 86_400_000 / 10,
  });
  const store = memoryMirror();
  await run(account, store);
  account.simulator.resetRequests();
  await run(account, store);
  // Thirty days of ten messages are two pages.
  assertEquals(pages(account), 2);
});

Deno.test("mirror() reads what was liked lately beyond the lookback, by one request", async () => {
  const account = accountOf({ groups: 0, chats: 1 });
  const { simulator, clock, ids } = account;
  const everyMs = 86_400_000 / 10;
  const friend = simulator.addUser();
  const group = simulator.addGroup({
    members: [friend],
    history: { count: 500, everyMs, until: clock.now() },
  });
  const name = `group:${group.id}`;
  ids.set(name, group.id);
  const store = memoryMirror();
  const options = { lookback: 86_400_000 };
  await run(account, store, options);
  // Ten days old: what is read again reaches no such message.
  const messageId = group.idAt(400);
  group.reactBy(friend, messageId);
  await clock.advance(60_000);
  simulator.resetRequests();
  await run(account, store, options);
  const likes = simulator.requests.filter(({ path }) => path.includes("likes"));
  assertEquals(likes.map(({ path }) => path), [
    `/v3/groups/${group.id}/likes`,
  ]);
  const rows = await storeRows(store, name);
  const liked = rows.find((it) => it.id === messageId);
  assertEquals(liked?.favorited_by?.length, 1);
  await assertEqualsServer(store, account);
});

for (const status of [403, 404, 500]) {
  Deno.test(`mirror() goes on where a leaderboard answers ${status}`, async () => {
    const account = accountOf({ groups: 1, messages: 300 });
    const { simulator, connect, clock } = account;
    const store = memoryMirror();
    await run(account, store);
    const client = connect({
      fetch: (request) =>
        request.url.includes("/likes?")
          ? Promise.resolve(
            Response.json({ meta: { code: status } }, { status }),
          )
          : simulator.fetch(request),
    });
    simulator.resetRequests();
    const last = await clock.until(lastValueFrom(mirror(client, store)));
    assertEquals(last.state, "done");
    assert(pages(account) >= 2, `${pages(account)} pages`);
    await assertEqualsServer(store, account);
  });
}

Deno.test("mirror() refuses the store of another account", async () => {
  const account = accountOf();
  const store = memoryMirror();
  await run(account, store);
  const { simulator, connect, clock } = account;
  const other = connect({ token: simulator.addUser().token });
  await clock.until(assertRejects(
    () => lastValueFrom(mirror(other, store)),
    StoreError,
    "account",
  ));
});

Deno.test("mirror() waits while another one writes", async () => {
  const account = accountOf({ groups: 1 });
  const store = memoryMirror();
  const release = await store.lock?.();
  const told: MirrorProgress[] = [];
  const { client, clock } = account;
  const done = lastValueFrom(mirror(client, store), {
    defaultValue: undefined,
  });
  const second = mirror(client, store).subscribe((it) => told.push(it));
  await clock.advance(5_000);
  assertEquals(told.map(({ state }) => state), Array(6).fill("waiting"));
  second.unsubscribe();
  await release?.();
  const last = await clock.until(done);
  assertEquals(last?.state, "done");
  await assertEqualsServer(store, account);
});

Deno.test("mirror() leaves a conversation that disappears as it is stored", async () => {
  const account = accountOf({ groups: 3, messages: 600 });
  const { simulator, ids } = account;
  const [gone = ""] = ids.keys();
  const id = ids.get(gone) ?? "";
  let pagesOfIt = 0;
  simulator.fault({
    match: ({ url }) =>
      url.includes(`/groups/${id}/messages`) && ++pagesOfIt > 1,
    status: 404,
  });
  const store = memoryMirror();
  const told = await run(account, store);
  assertEquals(told.at(-1)?.state, "done");
  assertEquals(
    told.filter(({ reason }) => reason === "gone").map((it) => it.conversation),
    [gone],
  );
  assertEquals((await storeRows(store, gone)).length, 200);
  ids.delete(gone);
  await assertEqualsServer(store, account);
});

Deno.test("mirror() copies the others before it fails with the error of one", async () => {
  const account = accountOf({ groups: 3, messages: 600 });
  const { simulator, ids } = account;
  const [odd = ""] = ids.keys();
  const path = `/v3/groups/${ids.get(odd)}/messages`;
  simulator.fault({ match: { path }, status: 500 });
  const store = memoryMirror();
  await assertRejects(() => run(account, store), Error, "500");
  ids.delete(odd);
  await assertEqualsServer(store, account);
});

Deno.test("mirror() goes on with what is new while live", async () => {
  const account = accountOf({ groups: 2, messages: 50 });
  const { simulator, clock, client, ids } = account;
  const store = memoryMirror();
  const states: string[] = [];
  const subscription = mirror(client, store, { live: true })
    .subscribe(({ state }) => states.push(state));
  await clock.advance(30_000);
  assert(states.includes("live"));
  await assertEqualsServer(store, account);
  for (const id of ids.values()) simulator.inject(id, { text: "news" });
  await clock.advance(30_000);
  await assertEqualsServer(store, account);
  subscription.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
  assertEquals(simulator.open, 0);
});

Deno.test("mirror() copies no more than it is told to", async () => {
  const account = accountOf({ groups: 2, messages: 1_000 });
  const { clock, ids } = account;
  const store = memoryMirror();
  const [one = "", two = ""] = ids.keys();
  const onlyNewerThan = new Date(clock.now() - 300 * 60_000);
  const conversations = ({ name }: { name: string }) => name === one;
  await run(account, store, { onlyNewerThan, conversations });
  assertEquals((await storeRows(store, one)).length, 400);
  assertEquals((await storeRows(store, two)).length, 0);
});

Deno.test("mirror() refuses options that make no sense, at once", () => {
  const { client } = accountOf();
  const make = (options: object) => () =>
    mirror(client, memoryMirror(), options);
  assertThrows(make({ concurrency: 0 }), RangeError, "concurrency");
  assertThrows(make({ lookback: -1 }), RangeError, "lookback");
  assertThrows(make({ allowedLateness: NaN }), RangeError, "allowedLateness");
  assertThrows(make({ deleted: "no" }), TypeError, "deleted");
  assertThrows(make({ conversations: [] }), TypeError, "conversations");
  assertThrows(
    make({ onlyNewerThan: new Date(NaN) }),
    TypeError,
    "onlyNewerThan",
  );
});
