import { assert, assertEquals, assertLess } from "@std/assert";
import { audit, memoryMirror, mirror } from "@rxgroupme/client/mirror";
import { lastValueFrom, take } from "rxjs";
import { accountOf, assertEqualsServer, storeRows } from "./account.ts";
import { randomOf } from "../../lib/mirror/audit.ts";
import { SEED } from "./seed.ts";

/** The server answers 429 for a minute after each 100 requests. */
const LIMIT = { requests: 100, perMs: 60_000 };
/** What a run that keeps to 8 requests a second can reach, in ms for each 100. */
const LEAST_MS = LIMIT.requests / 8 * 1_000 + 60_000;

Deno.test("mirror() gets 250,000 messages through a limit, in little more than the least time", async () => {
  const messages = 250_000;
  const account = accountOf({ groups: 1, messages, latency: 100 });
  const { simulator, client, clock, ids } = account;
  const limit = simulator.rateLimit(LIMIT);
  const store = memoryMirror();
  const started = clock.now();
  const last = await clock.until(
    lastValueFrom(mirror(client, store, { concurrency: 1 })),
  );
  limit.remove();
  const elapsed = clock.now() - started;
  const refused = simulator.requests.filter(({ status }) => status === 429);
  const hits = Math.floor((simulator.requests.length - refused.length) / 100);
  const least = hits * LEAST_MS +
    (simulator.requests.length - refused.length) % 100 / 8 * 1_000;
  console.log(
    `${simulator.requests.length} requests, ${refused.length} refused, ` +
      `${(elapsed / least).toFixed(3)} times the least time`,
  );
  assertEquals(last.state, "done");
  assert(refused.length <= hits, `${refused.length} refused for ${hits} hits`);
  assertLess(elapsed / least, 1.05);
  const [name = ""] = ids.keys();
  const rows = await storeRows(store, name);
  assertEquals(rows.length, messages);
  assertEquals(new Set(rows.map(({ id }) => id)).size, messages);
});

Deno.test("mirror() goes on after 50 cuts through a limit, and loses nothing", async () => {
  const account = accountOf({ groups: 3, messages: 12_000 });
  const { simulator, client, clock } = account;
  const limit = simulator.rateLimit(LIMIT);
  const store = memoryMirror();
  const random = randomOf(SEED);
  for (let cut = 0; cut < 50; cut++) {
    const part = mirror(client, store).pipe(take(1 + Math.floor(4 * random())));
    await clock.until(lastValueFrom(part));
  }
  await clock.until(lastValueFrom(mirror(client, store)));
  limit.remove();
  const pages = simulator.requests.filter(({ status, path }) =>
    status !== 429 && path.includes("messages")
  );
  // A page for each 200, and less than one that was under way at each cut.
  assertLess(pages.length, 3 * (12_000 / 200 + 2) + 50);
  await assertEqualsServer(store, account);
});

Deno.test("mirror() and audit() keep to the client's own rateLimit alone", async () => {
  const account = accountOf({ groups: 1, messages: 20_000 });
  const { clock, connect } = account;
  const client = connect({ rateLimit: { requests: 50, perMs: 1_000 } });
  const store = memoryMirror();
  for (
    const work of [
      () => lastValueFrom(mirror(client, store)),
      () => lastValueFrom(audit(client, store, { probes: 100, seed: SEED })),
    ]
  ) {
    const started = clock.now();
    await clock.until<unknown>(work());
    const elapsed = clock.now() - started;
    // 100 pages and a few requests more; a rate that is learnt needs 15 s.
    assert(1_000 <= elapsed && elapsed < 4_000, `${elapsed} ms`);
  }
});
