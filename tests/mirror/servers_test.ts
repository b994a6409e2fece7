import { assert } from "@std/assert";
import { memoryMirror, mirror } from "@rxgroupme/client/mirror";
import { lastValueFrom } from "rxjs";
import {
  accountOf,
  type AccountOptions,
  assertEqualsServer,
} from "./account.ts";

const KINDS: readonly AccountOptions[] = [
  { strictAnchors: true },
  { directAfterId: "ignored" },
  { directAfterId: "refused" },
  { pageCap: 100 },
  { pageCap: 20 },
  { shortPages: 0.3 },
  { deletedAnchors: "nothing" },
  { strictAnchors: true, shortPages: 0.3, directAfterId: "refused" },
];

for (const kind of KINDS) {
  Deno.test(`mirror() copies all from a server with ${JSON.stringify(kind)}`, async () => {
    const account = accountOf({ groups: 2, chats: 2, messages: 700, ...kind });
    const store = memoryMirror();
    const { simulator, client, clock, ids } = account;
    await clock.until(lastValueFrom(mirror(client, store)));
    await assertEqualsServer(store, account);
    // Again with news, and without the message that the copy ends in.
    for (const id of ids.values()) {
      const { id: gone } = simulator.inject(id, { text: "gone" });
      simulator.inject(id, { text: "news" });
      simulator.removeMessage(id, gone);
    }
    await clock.advance(30_000);
    simulator.resetRequests();
    await clock.until(lastValueFrom(mirror(client, store, { lookback: 0 })));
    const pages = simulator.requests.filter(({ path }) =>
      path.includes("messages")
    ).length;
    assert(pages <= 2 * ids.size + 3, `${pages} requests`);
    await assertEqualsServer(store, account);
  });
}

Deno.test("mirror() is not led astray by malformed ids", async () => {
  const account = accountOf({ groups: 1, messages: 0, irregularIds: 0.2 });
  const { simulator, client, clock, ids } = account;
  const [id = ""] = ids.values();
  for (let n = 0; n < 500; n++) {
    simulator.inject(id, { text: `${n}` });
    await clock.advance(1_000);
  }
  const store = memoryMirror();
  await clock.until(lastValueFrom(mirror(client, store)));
  const { length } = await store.read(`group:${id}`, { limit: 1_000 });
  assert(length >= 380, `${length} messages`);
});

Deno.test("mirror() asks for 100 messages where a server refuses 200", async () => {
  const account = accountOf({ groups: 2, messages: 700 });
  const { simulator, client, clock } = account;
  const refusal = simulator.fault({
    match: ({ url }) => url.includes("limit=200"),
    status: 400,
    errors: ["limit must be between 1 and 100"],
  });
  const store = memoryMirror();
  await clock.until(lastValueFrom(mirror(client, store)));
  assert(refusal.hits === 1, `${refusal.hits} refusals`);
  refusal.remove();
  await assertEqualsServer(store, account);
});
