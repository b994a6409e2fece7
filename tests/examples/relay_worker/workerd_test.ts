import { assertEquals, assertObjectMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
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

const entry = (name: string) =>
  bundle(new URL(`../../../examples/relay_worker/${name}`, import.meta.url));
const [main, queued] = await Promise.all([
  entry("main.ts"),
  entry("queued.ts"),
]);

testOnWorkerd(
  "relay_worker goes on by its alarm alone, killed or idle",
  async () => {
    const simulator = new GroupMeSimulator();
    const group = simulator.addGroup({ members: 2, history: 30 });
    let kill: (() => Promise<void>) | undefined;
    await using sink = new SinkServer({
      took() {
        if (sink.keys.size < 50) return;
        const killing = kill?.();
        kill = undefined;
        return killing;
      },
    });
    await using served = new WatchedGroupMe(simulator);
    const bindings = bindingsTo(served, sink, 1);
    await using relay = await RelayWorker.start(main, bindings);
    kill = () => relay.kill();
    await relay.send(hookUrl, ring(group.id));
    await served.polled(group, 2);
    // Nobody calls it from here on.
    for (let i = 0; i < 150; i++) simulator.inject(group);
    await sink.until(150);
    // More polls than one alarm makes: it has rung once more.
    await served.polled(group, served.polls(group) + 5);
    simulator.inject(group);
    await sink.until(151);
    assertEquals(sink.taken.length, 152);
  },
);

testOnWorkerd("relay_worker has an object for each group", async () => {
  const { simulator, caller } = calling();
  const groups = [1, 2, 3].map((history) => {
    const group = simulator.addGroup({ members: 2, history });
    simulator.addBot(group, { callbackUrl: hookUrl });
    return group;
  });
  await using sink = new SinkServer();
  await using served = new WatchedGroupMe(simulator);
  await using relay = await RelayWorker.start(main, bindingsTo(served, sink));
  caller.relay = relay;
  for (const { id } of groups) await relay.send(hookUrl, ring(id));
  for (const group of groups) await served.polled(group, 2);
  const sent = groups.flatMap((group) =>
    ["a", "b", "c"].map((text) => simulator.inject(group, { text }))
  );
  await sink.until(9);
  assertEquals(
    [...sink.keys].toSorted(),
    sent.map(({ id }) => id).toSorted(),
  );
  const [first] = sent;
  assertObjectMatch(
    { body: sink.taken.find(({ key }) => key === first?.id)?.body },
    {
      body: {
        content: "a",
        username: first?.name,
        allowed_mentions: { parse: [] },
      },
    },
  );
});

testOnWorkerd("relay_worker with a queue relays in order", async () => {
  const { simulator, caller } = calling();
  const group = simulator.addGroup({ members: 2, history: 3 });
  simulator.addBot(group, { callbackUrl: hookUrl });
  await using sink = new SinkServer();
  await using served = new WatchedGroupMe(simulator);
  await using relay = await RelayWorker.start(queued, {
    ...bindingsTo(served, sink),
    queueProducers: { WAKES: "wakes" },
    queueConsumers: { wakes: { maxBatchSize: 100, maxBatchTimeout: 0.1 } },
  });
  caller.relay = relay;
  await relay.send(hookUrl, ring(group.id));
  await served.polled(group, 2);
  const sent = Array.from({ length: 60 }, () => simulator.inject(group).id);
  await sink.until(60);
  assertEquals(sink.taken.map(({ key }) => key), sent);
});
