import { assert, assertEquals, assertMatch } from "@std/assert";
import { Client, CursorConflict } from "@rxgroupme/client";
import {
  GroupMeSimulator,
  type SimulatedGroup,
} from "@rxgroupme/client/testing";
import { defer, lastValueFrom, map, of, toArray } from "rxjs";
import { relay } from "../../../examples/relay_deno/relay.ts";
import { Child } from "../../cli/child.ts";
import { Served } from "../../cli/served.ts";
import { SinkServer } from "../../webhook/sink_server.ts";

/** A group with a history, and runs over it that are soon content. */
function runs(history: number) {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 2, history });
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch });
  const sink: string[] = [];
  const run = (kv: Deno.Kv, since?: string) =>
    relay({
      messages: client.groups.messages(group.id),
      kv,
      since,
      send: ({ id }) => defer(() => of(sink.push(id))),
      quiet: 100,
    }).pipe(map(({ id }) => id), toArray());
  return { simulator, group, sink, run };
}

function all(group: SimulatedGroup): string[] {
  return Array.from({ length: group.size }, (_, i) => group.idAt(i));
}

Deno.test("relay_deno passes on what is new since the last run", async () => {
  using kv = await Deno.openKv(":memory:");
  const { simulator, group, run } = runs(30);
  assertEquals(await lastValueFrom(run(kv)), []);
  for (const size of [1, 0, 130]) {
    const sent = Array.from({ length: size }, () => simulator.inject(group).id);
    assertEquals(await lastValueFrom(run(kv)), sent);
  }
});

Deno.test("relay_deno passes on a history that is there", async () => {
  using kv = await Deno.openKv(":memory:");
  const { group, run } = runs(250);
  assertEquals(await lastValueFrom(run(kv, "beginning")), all(group));
  assertEquals(await lastValueFrom(run(kv, "beginning")), []);
});

Deno.test("relay_deno notices a second run at the same time", async () => {
  using kv = await Deno.openKv(":memory:");
  const { run, group } = runs(50);
  const both = [run(kv, "beginning"), run(kv, "beginning")];
  const ends = await Promise.allSettled(both.map((it) => lastValueFrom(it)));
  const errors = ends.map((it) => it.status === "rejected" && it.reason);
  assert(errors.some((error) => error instanceof CursorConflict));
  // What either did counts, and no more than that.
  const last = await lastValueFrom(run(kv, "beginning"));
  assertEquals(last, last.length ? all(group).slice(-last.length) : []);
});

Deno.test("relay_deno goes on when it was killed in the middle", async () => {
  const dir = await Deno.makeTempDir();
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 2, history: 250 });
  const ids = all(group);
  const reached = Promise.withResolvers<void>();
  const killed = Promise.withResolvers<void>();
  let limited = 0;
  await using sink = new SinkServer({
    refuse() {
      if (sink.taken.length !== 200 || limited++) return;
      return Response.json({ retry_after: 0.02 }, { status: 429 });
    },
    took() {
      if (sink.taken.length !== 120) return;
      reached.resolve();
      return killed.promise;
    },
  });
  await using served = new Served(simulator);
  const env = {
    ...served.env,
    GROUP_ID: group.id,
    KV_PATH: `${dir}/kv`,
    SINK_URL: sink.url,
    SINCE: "beginning",
  };
  const start = () => new Child("examples/relay_deno/main.ts", ["--once"], env);
  try {
    await using first = start();
    await reached.promise;
    first.kill("SIGKILL");
    assert(await first.code() !== 0);
    killed.resolve();
    await using second = start();
    assertEquals(await second.code(), 0, second.err);
    assertEquals([...sink.keys], ids);
    // The one whose answer it did not live to hear.
    const repeated = ids.toSpliced(120, 0, ids[119] ?? "");
    assertEquals(sink.taken.map(({ key }) => key), repeated);
    assertMatch(second.err, /Messages passed on: 131\n/);
    assertEquals(limited, 2);
  } finally {
    killed.resolve();
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("relay_deno prints NDJSON when its clock rings", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 2, history: 3 });
  await using served = new Served(simulator);
  const env = {
    ...served.env,
    GROUP_ID: group.id,
    KV_PATH: ":memory:",
    SINCE: "beginning",
  };
  await using child = new Child(
    "--preload=tests/examples/relay_deno/cron_now.ts",
    ["examples/relay_deno/main.ts"],
    env,
  );
  await child.hears(/^(?:\{.*\}\n){3}/);
  const lines = child.out.trimEnd().split("\n");
  const ids = lines.map((it): string => JSON.parse(it).id);
  assertEquals(ids, all(group));
  assertMatch(child.err, /^cron: Pass on what is new, \* \* \* \* \*$/m);
});
