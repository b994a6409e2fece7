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

Deno.test("examples/ping_bot.ts answers each ping once", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ members: 1, history: 3 });
  let looks = 0;
  const looked = Promise.withResolvers<void>();
  await using served = new Served(simulator, () => {
    // The first look shows it where the end is; what comes later is new.
    if (++looks === 2) looked.resolve();
  });
  await using child = new Child(
    ...["examples/ping_bot.ts", [group.id], served.env] as const,
  );
  await looked.promise;
  simulator.fault({ match: { method: "POST" }, status: 502, times: 1 });
  for (const text of ["!ping", "hello", "!ping"]) {
    simulator.inject(group, { text });
  }
  await child.hears(/answered with .*\nanswered with .*\n/);
  const said = Array.from({ length: group.size - 3 }, (_, i) => {
    const message = group.messageAt(i + 3);
    return [message?.text, message?.user_id === simulator.me.id];
  });
  assertEquals(said, [
    ["!ping", false],
    ["hello", false],
    ["!ping", false],
    ["pong", true],
    ["pong", true],
  ]);
});
