import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Unauthorized } from "@rxgroupme/client";
import {
  memoryMirror,
  mirror,
  type MirrorProgress,
  type MirrorStore,
  StoreBusy,
  StoreFull,
} from "@rxgroupme/client/mirror";
import type { FaultOptions } from "@rxgroupme/client/testing";
import { type Account, accountOf, assertEqualsServer } from "./account.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A live run that is under way. */
function start({ client }: Account, store: MirrorStore = memoryMirror()) {
  const all: MirrorProgress[] = [];
  const live = { all, store, error: undefined as unknown };
  const subscription = mirror(client, store, { live: true }).subscribe({
    next: (it) => all.push(it),
    error: (error) => live.error = error,
  });
  return Object.assign(live, { stop: () => subscription.unsubscribe() });
}

const OUTAGES: Record<string, FaultOptions> = {
  "no network": { connectionError: true },
  "a server that fails": { status: 502 },
  "a limit": { status: 429 },
  "a sign-in page": { htmlBody: true },
};

for (const [what, outage] of Object.entries(OUTAGES)) {
  Deno.test(`mirror() survives an hour of ${what} while live, in the first pass as well`, async () => {
    const account = accountOf({ groups: 3, messages: 3_000 });
    const { simulator, clock, ids } = account;
    const live = start(account);
    await clock.advance(3_000);
    const { messages = 0 } = live.all.at(-1) ?? {};
    assert(messages > 0 && messages < 9_000, `${messages} messages`);
    const first = simulator.fault(outage);
    await clock.advance(60 * MINUTE);
    const waiting = live.all.at(-1);
    assertEquals([live.error, waiting?.state], [undefined, "waiting"]);
    assert(waiting?.reason, "why it waits");
    first.remove();
    await clock.advance(10 * MINUTE);
    assertEquals(live.all.at(-1)?.state, "live");
    await assertEqualsServer(live.store, account);

    // The news comes, and then nothing any more.
    const [id = ""] = ids.values();
    const second = simulator.fault({
      match: ({ url }) => url.endsWith("&limit=200"),
      status: 502,
    });
    simulator.inject(id, { text: "Back from the pier" });
    await clock.advance(60 * MINUTE);
    const sent = simulator.requests.length;
    await clock.advance(60 * MINUTE);
    assertEquals([live.error, live.all.at(-1)?.state], [undefined, "waiting"]);
    const others = simulator.requests.length - sent;
    assert(others < 1_800, `it does not hurry: ${others} requests an hour`);
    second.remove();
    await clock.advance(10 * MINUTE);
    assertEquals([live.error, live.all.at(-1)?.state], [undefined, "live"]);
    await assertEqualsServer(live.store, account);
    live.stop();
    await clock.settle();
    assertEquals([clock.pending, simulator.open], [0, 0]);
  });
}

Deno.test("mirror() waits while another program holds the store of a live run", async () => {
  const account = accountOf({ messages: 300 });
  const { simulator, clock, ids } = account;
  const inner = memoryMirror();
  let error: Error | undefined;
  const store: MirrorStore = {
    coverage: (name) => inner.coverage(name),
    read: (name, range) => inner.read(name, range),
    write: (batch) => {
      if (error) throw error;
      return inner.write(batch);
    },
    meta: inner.meta,
  };
  const live = start(account, store);
  await clock.advance(MINUTE);
  const [id = ""] = ids.values();
  error = new StoreBusy("Cannot use a.db: another process holds it");
  simulator.inject(id, { text: "Low tide at six" });
  await clock.advance(10 * MINUTE);
  const waiting = live.all.at(-1);
  assertEquals([live.error, waiting?.state], [undefined, "waiting"]);
  assertEquals(waiting?.reason, error.message);
  error = undefined;
  await clock.advance(10 * MINUTE);
  await assertEqualsServer(store, account);

  error = new StoreFull("Cannot write a.db: the disk is full");
  simulator.inject(id, { text: "High tide at noon" });
  await clock.advance(10 * MINUTE);
  assertEquals(live.error, error);
});

Deno.test("mirror() ends a live run with an error that lasts, and where it cannot begin", async () => {
  const account = accountOf({ messages: 50 });
  const { simulator, clock } = account;
  const live = start(account);
  await clock.advance(MINUTE);
  assertEquals(live.all.at(-1)?.state, "live");
  simulator.revokeToken(simulator.token);
  await clock.advance(10 * MINUTE);
  assertInstanceOf(live.error, Unauthorized);

  const other = accountOf({ messages: 50 });
  other.simulator.fault({ connectionError: true });
  const never = start(other);
  await other.clock.advance(10 * MINUTE);
  assert(never.error instanceof Error, "nothing was read yet");
  assertEquals([clock.pending, other.clock.pending], [0, 0]);
});

Deno.test("mirror() reads the reactions of the lookback again each day of a live run", async () => {
  const account = accountOf({ groups: 0 });
  const { simulator, clock, ids } = account;
  const teo = simulator.addUser({ name: "Teo Marsh" });
  const group = simulator.addGroup({ members: [teo], history: 300 });
  ids.set(`group:${group.id}`, group.id);
  const live = start(account);
  await clock.advance(MINUTE);
  const { id } = simulator.inject(group, { text: "Low tide at six" });
  for (let n = 0; n < 250; n++) simulator.inject(group, { text: `Wave ${n}` });
  await clock.advance(MINUTE);
  simulator.inject(group, { text: "Now all of them are old enough" });
  await clock.advance(MINUTE);
  group.reactBy(teo, id, "❤️");
  await clock.advance(DAY + MINUTE);
  simulator.inject(group, { text: "High tide at noon" });
  await clock.advance(MINUTE);
  await assertEqualsServer(live.store, account);
  live.stop();
});
