import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import { LearnedRate } from "../../lib/transport/learned_rate.ts";

Deno.test("LearnedRate starts at 4 a second, and grows by one each 10 s up to 8", async () => {
  const clock = new VirtualClock();
  const rate = new LearnedRate(clock);
  const seen: number[] = [];
  for (let n = 0; n < 7; n++) {
    seen.push(rate.perSecond);
    await clock.advance(10_000);
  }
  assertEquals(seen, [4, 5, 6, 7, 8, 8, 8]);
});

Deno.test("LearnedRate.halve() is one lesson for requests that are refused together", async () => {
  const clock = new VirtualClock();
  const rate = new LearnedRate(clock, 8);
  rate.halve();
  rate.halve();
  assertEquals(rate.perSecond, 4);
  await clock.advance(10_000);
  assertEquals(rate.perSecond, 5);
  rate.halve();
  assertEquals(rate.perSecond, 2.5);
});

Deno.test("LearnedRate takes over what an earlier run has learnt, within its bounds", () => {
  const clock = new VirtualClock();
  for (
    const [known, then] of [[6, 6], [100, 8], [0, 4], [NaN, 4], [0.1, 0.5]]
  ) {
    assertEquals(new LearnedRate(clock, known).perSecond, then);
  }
});

Deno.test('Client with rateLimit "learn" keeps to the rate that it has learnt', async () => {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const group = simulator.addGroup({ history: 20_000 });
  const { token, fetch } = simulator;
  const client = new Client({
    token,
    fetch,
    scheduler: clock,
    rateLimit: "learn",
  });
  const all = client.groups.messages(group.id).listAll();
  const started = clock.now();
  await clock.until(lastValueFrom(all));
  const times = simulator.requests.map(({ at }) => at - started);
  assertEquals(times.filter((at) => at < 10_000).length, 40);
  assertEquals(times.filter((at) => at >= 10_000 && at < 20_000).length, 50);
  const limit = simulator.rateLimit({ requests: 1, perMs: 60_000 });
  await clock.advance(60_000);
  simulator.resetRequests();
  await clock.until(lastValueFrom(client.groups.list()));
  const more = lastValueFrom(client.groups.list());
  await clock.advance(1_000);
  limit.remove();
  await clock.until(more);
  assert(simulator.requests.some(({ status }) => status === 429));
});
