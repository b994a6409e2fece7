import { assert, assertEquals } from "@std/assert";
import {
  memoryMirror,
  mirror,
  type MirrorProgress,
} from "@rxgroupme/client/mirror";
import { lastValueFrom, take, timestamp, toArray } from "rxjs";
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

Deno.test("mirror() tells how long the rest takes, however unequal the histories are", async () => {
  const { client, clock, simulator } = accountOf({ groups: 0, latency: 100 });
  const day = 86_400_000;
  const histories = [
    { count: 30_000, everyMs: day / 30 },
    { count: 4_000, everyMs: day / 2 },
    { count: 300, everyMs: 60_000 },
  ];
  for (const history of histories) simulator.addGroup({ history });
  const store = memoryMirror();
  // A run that goes on with another one, and one that was not interrupted.
  for (const count of [40, Infinity]) {
    const told = await clock.until(lastValueFrom(
      mirror(client, store).pipe(take(count), timestamp(clock), toArray()),
    ));
    const end = told.at(-1)?.timestamp ?? 0;
    if (count !== Infinity) continue;
    const ratios = told.filter(({ timestamp }) => end - timestamp > 2_000)
      .filter(({ value }) => value.etaMs !== undefined)
      .map(({ value, timestamp }) => (value.etaMs ?? 0) / (end - timestamp));
    assert(ratios.length > 50, `${ratios.length}`);
    // The rate is learnt meanwhile, so that it goes faster in the end.
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
    assert(least > 0.5 && most < 2, `${least} to ${most}`);
  }
});
