import { assert, assertEquals } from "@std/assert";
import { Random } from "../../../lib/testing/history/random.ts";
import { seedOf } from "../../support/mutate.ts";
import { bundle, testOnWorkerd } from "../../support/workerd.ts";
import { SinkServer } from "../../webhook/sink_server.ts";
import {
  bindingsTo,
  calling,
  hookUrl,
  RelayWorker,
  ring,
  WatchedGroupMe,
} from "./rig.ts";

const script = await bundle(new URL("evictable.ts", import.meta.url));

const MESSAGES = 2_000;
const CRASHES = 20;

/** A sink that limits now and then, and notes who does not wait. */
function limiting(random: Random, took: () => Promise<void> | undefined) {
  const limits = { free: 0, times: 0, hasty: 0 };
  const sink = new SinkServer({
    refuse() {
      const now = performance.now();
      if (now < limits.free) limits.hasty++;
      if (random.fraction() > 0.02) return;
      limits.times++;
      const seconds = random.between(1, 60) / 1_000;
      limits.free = now + 1_000 * seconds;
      return Response.json({ retry_after: seconds, global: false }, {
        status: 429,
        headers: { "Retry-After": "1" },
      });
    },
    took() {
      const crashed = took();
      if (crashed || random.fraction() > 0.02) return crashed;
      limits.free = performance.now() + 20;
      return {
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset-After": "0.02",
      };
    },
  });
  return { sink, limits };
}

testOnWorkerd(
  "relay_worker misses none of 2,000 messages, its object evicted or its worker killed at 20 random points",
  async () => {
    const seed = seedOf("kills of the relay", 104_729);
    const random = new Random(seed);
    const started = performance.now();
    const { simulator, caller } = calling();
    const group = simulator.addGroup({ members: 3, history: 30 });
    simulator.addBot(group, { callbackUrl: hookUrl });

    const points = Array.from(
      { length: CRASHES },
      () => random.between(1, MESSAGES),
    ).sort((a, b) => a - b);
    const crashes: Promise<void>[] = [];
    const { sink, limits } = limiting(random, () => {
      if (sink.keys.size < (points[0] ?? Infinity)) return;
      points.shift();
      const crashed = crash();
      crashes.push(crashed);
      // Some die while they wait for the answer, some as they get it.
      return random.fraction() < 0.5 ? crashed : undefined;
    });
    /** The last that was taken before a crash: what that may have cut off. */
    const cutOff = new Set<string>();
    let evictions = 0;
    async function crash(): Promise<void> {
      const { relay } = caller;
      const isEviction = random.fraction() < 0.5;
      if (isEviction) evictions++;
      await (isEviction ? relay?.evict(group.id) : relay?.kill());
      cutOff.add(sink.taken.at(-1)?.key ?? "");
      // The next life does not know that it is to wait.
      limits.free = 0;
      // Some are soon called again; by itself workerd takes some seconds.
      if (random.fraction() < 0.2) return;
      await relay?.send(hookUrl, ring(group.id, `${crashes.length}`));
    }

    await using _ = sink;
    await using served = new WatchedGroupMe(simulator);
    const bindings = bindingsTo(served, sink);
    await using relay = await RelayWorker.start(script, bindings);
    caller.relay = relay;
    await relay.send(hookUrl, ring(group.id));
    await served.polled(group, 2);

    const sent: string[] = [];
    const late = new Set<string>();
    while (sent.length < MESSAGES) {
      const size = Math.min(MESSAGES - sent.length, random.between(1, 400));
      for (let i = 0; i < size; i++) {
        const isLate = random.fraction() < 0.02;
        const visibleAfter = isLate ? random.between(1, 4_000) : 0;
        const { id } = simulator.inject(group, { visibleAfter });
        sent.push(id);
        if (isLate) late.add(id);
      }
      await sink.until(sent.length - late.size - random.between(0, 200));
    }
    await sink.until(MESSAGES);
    await Promise.all(crashes);
    caller.relay = undefined;

    const keys = sink.taken.map(({ key }) => key);
    const repeated = keys.filter((key, i) => keys.indexOf(key) !== i);
    console.log(
      `seed ${seed}: ${sent.length} messages, ${late.size} of them late; ` +
        `${evictions} evictions, ${CRASHES - evictions} kills; ` +
        `${repeated.length} repeats; limited ${limits.times} times; ` +
        `${served.polls(group)} requests to GroupMe; ` +
        `${Math.round((performance.now() - started) / 1_000)} s`,
    );
    assertEquals(crashes.length, CRASHES);
    // For a sink that looks at the keys: all, each once, in order.
    assertEquals([...sink.keys].toSorted(), sent.toSorted());
    const inTime = (id: string) => !late.has(id);
    assertEquals([...sink.keys].filter(inTime), sent.filter(inTime));
    // For any other: repeats only where a commit was cut off.
    assertEquals(repeated.filter((key) => !cutOff.has(key)), []);
    assert(repeated.length <= CRASHES);
    // A new life does not know that it is to wait: one post each at most. Who
    // never waited would be hasty some eighty times.
    assert(limits.hasty <= CRASHES, `${limits.hasty} posts came too soon`);
  },
);
