import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  audit,
  type AuditReport,
  memoryMirror,
  mirror,
  type MirrorStore,
  StoreError,
} from "@rxgroupme/client/mirror";
import { lastValueFrom } from "rxjs";
import { type Account, accountOf, assertEqualsServer } from "./account.ts";
import { SEED } from "./seed.ts";

function run(account: Account, store: MirrorStore): Promise<unknown> {
  return account.clock.until(lastValueFrom(
    mirror(account.client, store, { lookback: 0 }),
  ));
}

function report(
  account: Account,
  store: MirrorStore,
  options = {},
): Promise<AuditReport> {
  return account.clock.until(
    lastValueFrom(audit(account.client, store, { seed: SEED, ...options })),
  );
}

Deno.test("audit() finds no fault in a whole copy", async () => {
  const account = accountOf({ groups: 2, topics: 1, chats: 1, messages: 900 });
  const store = memoryMirror();
  await run(account, store);
  const it = await report(account, store);
  assertEquals([it.missing, it.extra, it.stale], [[], [], []]);
  assertEquals(it.probes, 60);
  assertEquals(it.atMost, 3 / 60);
  assert(it.compared > 60 * 100);
});

Deno.test("audit() is of a store that something was copied into", async () => {
  const account = accountOf();
  await assertRejects(() => report(account, memoryMirror()), StoreError);
});

/** A copy of a store in which one message has another text, or is missing. */
async function spoiled(
  store: MirrorStore,
  name: string,
  id: string,
  text: string | undefined,
): Promise<MirrorStore> {
  const copy = memoryMirror();
  const rows = (await store.read(name, { limit: 100_000 }))
    .filter((row) => row.id !== id || text !== undefined)
    .map((row) => row.id === id ? { ...row, text } : row);
  const coverage = await store.coverage(name);
  await copy.write({ name, rows, changes: [], coverage });
  const texts = await store.meta?.get("conversations");
  await copy.meta?.set("conversations", texts ?? "");
  return copy;
}

const FAULTS = ["missing", "stale", "extra"] as const;
for (const fault of FAULTS) {
  Deno.test(`audit() finds one message that is ${fault}, in at most three times as many probes as there are pages`, async () => {
    const count = 2_000;
    const tries = 30;
    let probes = 0;
    for (let n = 0; n < tries; n++) {
      const account = accountOf({ groups: 1, messages: count, seed: n + 1 });
      const { simulator, ids } = account;
      const store = memoryMirror();
      await run(account, store);
      const [id = ""] = ids.values();
      const bad = String(
        (await store.read(`group:${id}`, { limit: count }))[
          20 + (n * 65) % (count - 40)
        ]
          ?.id,
      );
      let seen: MirrorStore = store;
      if (fault === "extra") simulator.removeMessage(id, bad);
      else {
        const text = fault === "stale" ? "old" : undefined;
        seen = await spoiled(store, `group:${id}`, bad, text);
      }
      for (let seed = n * 1_000;; seed++) {
        probes += 1;
        const it = await report(account, seen, { probes: 1, seed });
        if (it[fault].length === 0) continue;
        assertEquals(it[fault], [{ name: `group:${id}`, id: bad }]);
        break;
      }
    }
    assert(probes / tries <= Math.ceil(3 * count / 200), `${probes / tries}`);
  });
}

Deno.test("audit() opens what differs, and the next run mends it", async () => {
  const account = accountOf({ groups: 1, messages: 900 });
  const { simulator, ids } = account;
  const store = memoryMirror();
  await run(account, store);
  const [id = ""] = ids.values();
  const gone = String(
    (await store.read(`group:${id}`, { limit: 500 }))[400]?.id,
  );
  simulator.removeMessage(id, gone);
  const found = await report(account, store);
  assertEquals(found.extra, [{ name: `group:${id}`, id: gone }]);
  assert((await store.coverage(`group:${id}`)).length > 1);
  await run(account, store);
  await assertEqualsServer(store, account);
  const again = await report(account, store);
  assertEquals(again.extra, []);
});

Deno.test("audit() takes what people do meanwhile for no fault", async () => {
  const account = accountOf({ groups: 1, messages: 900 });
  const { simulator, ids, client, clock } = account;
  const store = memoryMirror();
  await clock.advance(60_000);
  await run(account, store);
  await clock.advance(60_000);
  const [id = ""] = ids.values();
  const rows = await store.read(`group:${id}`, { limit: 900 });
  const own = rows.filter((it) => it.sender_id === simulator.me.id);
  const others = rows.filter((it) => it.sender_id !== simulator.me.id);
  for (const row of [...own.slice(0, 3), ...others.slice(0, 3)]) {
    await clock.until(lastValueFrom(client.request({
      method: "DELETE",
      path: `/conversations/${id}/messages/${row.id}`,
      responseType: "none",
    } as never)));
  }
  simulator.inject(id, { text: "news" });
  const it = await report(account, store);
  assertEquals([it.missing, it.extra, it.stale], [[], [], []]);
  await run(account, store);
  await assertEqualsServer(store, account);
});

Deno.test("audit() compares no conversation that is gone, and counts no probe of it", async () => {
  const account = accountOf({ groups: 3, messages: 400 });
  const store = memoryMirror();
  await run(account, store);
  const { client, clock, ids } = account;
  const [name = ""] = ids.keys();
  const [id = ""] = ids.values();
  const coverage = await store.coverage(name);
  await clock.until(lastValueFrom(client.groups.destroy(id)));
  const it = await report(account, store);
  assertEquals([it.missing, it.extra, it.stale], [[], [], []]);
  assert(it.probes > 0 && it.probes < 60, `${it.probes}`);
  assertEquals(it.atMost, 3 / it.probes);
  assertEquals(await store.coverage(name), coverage);
});

Deno.test("audit() refuses the store of another account, and opens nothing", async () => {
  const account = accountOf({ groups: 1, chats: 1, messages: 100 });
  const { simulator, connect, clock, ids } = account;
  const store = memoryMirror();
  await run(account, store);
  const covered = [...ids.keys()].map((name) => store.coverage(name));
  const client = connect({ token: simulator.addUser().token });
  simulator.resetRequests();
  await clock.until(assertRejects(
    () => lastValueFrom(audit(client, store)),
    StoreError,
    "Cannot audit this store: it is of the account",
  ));
  assertEquals(simulator.requests.length, 1);
  assertEquals([...ids.keys()].map((name) => store.coverage(name)), covered);
});
