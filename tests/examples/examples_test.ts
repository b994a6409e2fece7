import { assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { Child } from "../cli/child.ts";
import { Served } from "../cli/served.ts";

Deno.test("examples/export_history.ts prints each message, the newest first", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ history: 250 });
  await using served = new Served(simulator);
  await using child = new Child(
    ...["examples/export_history.ts", [group.id], served.env] as const,
  );
  assertEquals(await child.code(), 0, child.err);
  const ids = child.out.trimEnd().split("\n").map((it) => JSON.parse(it).id);
  const all = Array.from({ length: 250 }, (_, i) => group.idAt(249 - i));
  assertEquals(ids, all);
});

Deno.test("examples/follow.ts shows messages, and ends when the group is gone", async () => {
  const simulator = new GroupMeSimulator();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({ members: [ada], history: 3 });
  await using served = new Served(simulator);
  await using child = new Child(
    ...["examples/follow.ts", [group.id], served.env] as const,
  );
  await child.hears(/\(live: /);
  simulator.inject(group, { text: "hello", userId: ada.id });
  await child.hears(/^Ada: hello$/m);
  simulator.fault({ status: 404 });
  assertEquals(await child.code(), 1);
  assertMatch(child.err, /^Cannot GET .*: status 404/);
});

Deno.test("examples/ping_bot.ts answers each ping once, and goes on where it stopped", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 1, history: 3 });
  let polled = Promise.withResolvers<void>();
  await using served = new Served(simulator, ({ pathname }) => {
    if (pathname.endsWith("/messages")) polled.resolve();
  });
  /** Waits for so many polls: none comes before what was read is committed. */
  const polls = async (count: number) => {
    for (let i = 0; i < count; i++) {
      polled = Promise.withResolvers();
      await polled.promise;
    }
  };
  const dir = await Deno.makeTempDir();
  const env = { ...served.env, KV_PATH: `${dir}/kv` };
  const start = async () => {
    const child = new Child("examples/ping_bot.ts", [group.id], env);
    // The first poll shows it where the end is; what comes later is new.
    await polls(2);
    return child;
  };
  const answers = () =>
    Array.from({ length: group.size }, (_, i) => group.messageAt(i))
      .filter((it) => it?.sender_type === "bot").map((it) => it?.text);
  try {
    {
      await using child = await start();
      simulator.inject(group, { text: "!ping" });
      await child.hears(/!ping: pong\n/);
      simulator.fault({ match: { path: /bots.post/ }, status: 400, times: 1 });
      simulator.inject(group, { text: "!ping" });
      await child.hears(/!ping: .*400/);
      for (const text of ["hello", "!Roll"]) simulator.inject(group, { text });
      await child.hears(/!roll: [1-6]\n/);
      await polls(1);
    }
    assertEquals(answers().length, 2);
    simulator.inject(group, { text: "!ping" });
    {
      await using child = await start();
      await child.hears(/!ping: pong\n/);
    }
    // What was committed is not answered again.
    assertEquals(answers().length, 3);
    assertEquals(
      simulator.requests.filter((it) =>
        it.path.endsWith("/bots") &&
        it.method === "POST"
      ).length,
      1,
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("examples/hello.ts says hello and goes on, offline or at GroupMe", async () => {
  {
    await using child = new Child("examples/hello.ts", ["--simulate"]);
    await child.hears(/^\(sent as \d+\)$/m);
    await child.hears(/^Ines Calder: Hello from a stream$/m);
    await child.hears(/^Ada: Hello, Ines Calder!$/m);
  }
  const simulator = new GroupMeSimulator();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({ members: [ada], history: 3 });
  await using served = new Served(simulator);
  await using child = new Child("examples/hello.ts", [group.id], served.env);
  await child.hears(/^Ines Calder: Hello from a stream$/m);
  assertEquals(group.size, 4);
  simulator.inject(group, { text: "hello", userId: ada.id });
  await child.hears(/^Ada: hello$/m);
  simulator.fault({ status: 404 });
  assertEquals(await child.code(), 1);
});
