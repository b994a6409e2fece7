import { assert, assertEquals } from "@std/assert";
import { type AnyMessage, Client, commit } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { firstValueFrom, type Observable } from "rxjs";
import { world } from "../support/world.ts";

/** How often it runs: enough for what grows to show. */
const RUNS = 200;

/** Runs of a program that lives for a second each, as on an alarm. */
function program(all: boolean) {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  let kept: string | undefined;
  const seen: string[] = [];
  /** Runs it once; gives how many requests it took. */
  async function run(): Promise<number> {
    const cursor = memoryCursor(kept);
    const before = simulator.requests.length;
    const tail: Observable<AnyMessage> = all
      ? client.tail({ cursor })
      : client.groups.messages(group.id).tail({ cursor });
    const running = tail.pipe(commit(cursor)).subscribe(({ id, isSystem }) => {
      if (!isSystem) seen.push(id);
    });
    await clock.advance(1_000);
    running.unsubscribe();
    await clock.settle();
    kept = cursor.get() as string;
    return simulator.requests.length - before;
  }
  return { clock, simulator, group, seen, run, size: () => kept?.length };
}

for (const all of [false, true]) {
  const what = all ? "Client.tail()" : "Tail";

  Deno.test(`${what} in runs shorter than the allowedLateness keeps its cursor small`, async () => {
    const { clock, simulator, group, seen, run, size } = program(all);
    await run();
    const sent: string[] = [];
    const requests: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      sent.push(simulator.inject(group).id);
      requests.push(await run());
      await clock.advance(60_000);
    }
    assertEquals(seen, sent);
    assert((size() ?? 0) < 300, `${size()} characters`);
    assert(Math.max(...requests) <= 5, `${Math.max(...requests)} requests`);
  });

  Deno.test(`${what} in short runs finds what was late behind a full page`, async () => {
    const { clock, simulator, group, seen, run } = program(all);
    await run();
    const { id: late } = simulator.inject(group, { visibleAfter: 4_000 });
    const sent = Array.from({ length: 150 }, () => simulator.inject(group).id);
    await run();
    assertEquals(seen, sent);
    // Beyond what the clocks of two runs may differ by.
    await clock.advance(70_000);
    await run();
    assertEquals(seen, [...sent, late]);
    await clock.advance(70_000);
    await run();
    assertEquals(seen.length, 151);
  });

  Deno.test(`${what} in short runs one upon the other delivers each message once`, async () => {
    const { clock, simulator, group, seen, run } = program(all);
    await run();
    const sent: string[] = [];
    for (let i = 0; i < 40; i++) {
      const visibleAfter = i % 4 * 1_600;
      sent.push(simulator.inject(group, { visibleAfter }).id);
      await run();
    }
    await clock.advance(10_000);
    await run();
    assertEquals(seen.toSorted(), sent.toSorted());
  });
}

Deno.test("Client.tail() in short runs takes in a group from when it turned up", async () => {
  const { clock, simulator, group, seen, run } = program(true);
  await run();
  const owner = simulator.addUser({ name: "Teo" });
  const other = simulator.addGroup({ owner });
  const sent: string[] = [];
  for (let i = 0; i < 10; i++) {
    // What is said elsewhere just before may have been late, and would come.
    if (i < 8) simulator.inject(other, { userId: owner.id });
    sent.push(simulator.inject(group).id);
    await clock.advance(60_000);
    await run();
  }
  await clock.advance(60_000);
  const { fetch } = simulator;
  const hers = new Client({ token: owner.token, fetch, scheduler: clock });
  const { id: userId } = simulator.me;
  await clock.until(firstValueFrom(
    hers.groups.memberships(other.id).add({ userId, nickname: "Me" }),
  ));
  await clock.advance(2_000);
  sent.push(simulator.inject(other, { userId: owner.id }).id);
  await run();
  assertEquals(seen, sent);
});
