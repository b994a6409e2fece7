import { assert, assertEquals } from "@std/assert";
import {
  memoryMirror,
  mirror,
  type MirrorProgress,
} from "@rxgroupme/client/mirror";
import { accountOf } from "./account.ts";

Deno.test("mirror() tells of each pass of a live run alike: how much is covered, and how long the rest takes", async () => {
  const account = accountOf({ groups: 1, messages: 400, latency: 100 });
  const { client, clock, simulator } = account;
  const told: MirrorProgress[] = [];
  const run = mirror(client, memoryMirror(), { live: true })
    .subscribe((it) => told.push(it));
  await clock.advance(20_000);
  const shares: number[][] = [];
  for (let n = 0; n < 3; n++) {
    told.length = 0;
    const history = { count: 1_000, everyMs: 60_000 };
    const { id } = simulator.addGroup({ history });
    await clock.advance(120_000);
    const ofGroup = told.filter(({ conversation, etaMs }) =>
      conversation === `group:${id}` && etaMs
    );
    assert(ofGroup.length > 2, `${ofGroup.length}`);
    shares.push(ofGroup.map(({ share }) => share));
    const ended = told.findLast(({ state }) => state === "live");
    assertEquals([ended?.share, ended?.etaMs], [1, 0]);
  }
  run.unsubscribe();
  // Each new group is as long as all that is copied, at most.
  for (const [n, all] of shares.entries()) {
    const known = (400 + n * 1_000) / (1_400 + n * 1_000);
    assert(Math.abs((all[0] ?? 0) - known - 200 / (1_400 + n * 1_000)) < 0.05);
  }
});

Deno.test("mirror() that waits for another run does not tell how long the rest takes", async () => {
  const { client, clock } = accountOf({ groups: 1, messages: 20 });
  const store = memoryMirror();
  const release = await store.lock?.();
  const told: MirrorProgress[] = [];
  const run = mirror(client, store).subscribe((it) => told.push(it));
  await clock.advance(1_500);
  run.unsubscribe();
  await release?.();
  assertEquals(told.map(({ state, etaMs }) => [state, etaMs]), [
    ["waiting", undefined],
    ["waiting", undefined],
  ]);
});
