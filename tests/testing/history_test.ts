import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { textsOf, world } from "./ask.ts";

const million = 1_000_000;

Deno.test("addGroup() seeds a million messages, read at once wherever", async () => {
  const { simulator, read } = world();
  let made = 0;
  const text = (index: number) => {
    made++;
    return `message ${index}`;
  };
  const history = { count: million, text };
  const group = simulator.addGroup({ members: 2, history });
  const page = async (query: string) => {
    const path = `/v3/groups/${group.id}/messages?limit=2&${query}`;
    const { messages, count } = await read(path);
    assertEquals(count, million);
    return messages.map(({ text }: { text: string }) => Number(text.slice(8)));
  };
  assertEquals(await page(""), [999_999, 999_998]);
  const middle = group.idAt(500_000);
  assertEquals(await page(`before_id=${middle}`), [499_999, 499_998]);
  assertEquals(await page(`after_id=${middle}`), [500_001, 500_002]);
  assertEquals(await page(`since_id=${middle}`), [999_999, 999_998]);
  assertEquals(await page("after_id=1"), [0, 1]);
  assertEquals(await page(`before_id=${group.idAt(2)}`), [1, 0]);
  // None is made but those that were read.
  assertEquals(made, 12);
});

Deno.test("addGroup() seeds ids that grow with the index, and lead back to it", async () => {
  const { simulator, read } = world();
  for (const everyMs of [0.1, 1, 7.3, 1000, 60_000]) {
    const history = { count: 20_000, everyMs };
    const group = simulator.addGroup({ history });
    let last = 0n;
    for (let index = 0; index < group.size; index++) {
      const id = BigInt(group.idAt(index));
      assert(id > last, `${everyMs} ${index}`);
      last = id;
    }
    assert(last < 1_754_052_300n * 100_000_000n);
    for (const index of [0, 1, 9_999, 12_345, 19_998]) {
      const query = `after_id=${group.idAt(index)}&limit=1`;
      const { messages } = await read(
        `/v3/groups/${group.id}/messages?${query}`,
      );
      assertEquals(messages[0].id, group.idAt(index + 1));
    }
  }
});

Deno.test("addGroup() seeds ids between which any number has its place", async () => {
  const { simulator, ask } = world();
  const text = (index: number) => String(index);
  for (const everyMs of [0.1, 60_000]) {
    const history = { count: 1000, everyMs, text };
    const group = simulator.addGroup({ history });
    const path = `/v3/groups/${group.id}/messages?limit=1&`;
    for (let index = 1; index < 999; index += 7) {
      const id = BigInt(group.idAt(index));
      const page = async (query: string) => textsOf(await ask(path + query));
      assertEquals(await page(`after_id=${id - 1n}`), `${index}`);
      assertEquals(await page(`after_id=${id + 1n}`), `${index + 1}`);
      assertEquals(await page(`before_id=${id + 1n}`), `${index}`);
      assertEquals(await page(`before_id=${id - 1n}`), `${index - 1}`);
    }
  }
});

Deno.test("addGroup() seeds the same for the same seed, and other for another", async () => {
  const textOf = async (seed: number) => {
    const { simulator, ask } = world({ seed });
    const group = simulator.addGroup({ members: 3, history: 500 });
    const other = simulator.addUser();
    simulator.addChat(other, { history: 30 });
    simulator.inject(group, { text: "live" });
    const paths = [
      `/v3/groups/${group.id}/messages?limit=200`,
      `/v3/direct_messages?other_user_id=${other.id}`,
      "/v3/groups",
      "/v3/chats",
      "/v3/users/me",
    ];
    const answers = await Promise.all(paths.map((path) => ask(path)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    return [simulator.token, ...texts];
  };
  assertEquals(await textOf(5), await textOf(5));
  const [one, two] = [await textOf(5), await textOf(6)];
  for (const [i, text] of one.entries()) assert(text !== two[i]);
});

Deno.test("addGroup() seeds messages of all kinds, in the wire's own shape", async () => {
  const { simulator, read } = world();
  const group = simulator.addGroup({ members: 3, history: 3000 });
  const kinds = new Set<string>();
  let beforeId = "";
  for (let page = 0; page < 15; page++) {
    const { messages } = await read(
      `/v3/groups/${group.id}/messages?limit=200${beforeId}`,
    );
    beforeId = `&before_id=${messages.at(-1).id}`;
    for (const message of messages) {
      for (const { type } of message.attachments) kinds.add(type);
      if (message.system) kinds.add(message.event.type);
      if (message.text === null) kinds.add("silent");
      if (message.favorited_by.length > 0) kinds.add("liked");
      assertEquals(message.sender_id, message.user_id);
      assertEquals(String(message.created_at), message.id.slice(0, 10));
      const { event: _, reactions, ...rest } = message;
      assertEquals(Object.keys(rest).sort(), shape);
      assertEquals(
        reactions?.flatMap(({ user_ids }: { user_ids: string[] }) =>
          user_ids
        ) ??
          [],
        message.favorited_by,
      );
    }
  }
  const all =
    "emoji group.name_change image liked location mentions reply silent";
  assertEquals([...kinds].sort().join(" "), all);
});

const shape = [
  "attachments",
  "avatar_url",
  "created_at",
  "favorited_by",
  "group_id",
  "id",
  "name",
  "pinned_at",
  "pinned_by",
  "platform",
  "sender_id",
  "sender_type",
  "source_guid",
  "system",
  "text",
  "user_id",
];

Deno.test("addGroup() keeps no seeded message in memory", async () => {
  const { simulator, ask } = world();
  const group = simulator.addGroup({ members: 2, history: million });
  const path = `/v3/groups/${group.id}/messages?limit=200&before_id=`;
  const walk = async (pages: number) => {
    for (let i = 0; i < pages; i++) {
      const answer = await ask(path + group.idAt(million - 1 - i * 200));
      await answer.body?.cancel();
    }
    simulator.resetRequests();
    collectGarbage();
    return Deno.memoryUsage().heapUsed;
  };
  const before = await walk(100);
  // 60,000 messages go by; as JSON they are some 27 MB.
  assertLess(await walk(300) - before, 5_000_000);
});

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

Deno.test("addGroup() refuses a history whose times do not fit into ids", () => {
  const simulator = new GroupMeSimulator({ scheduler: new VirtualClock() });
  const add = (count: number, everyMs?: number) => () =>
    simulator.addGroup({ history: { count, everyMs } });
  assertThrows(add(million, 3_600_000), RangeError, "2001");
  assertThrows(add(-1), RangeError, "count");
  assertThrows(add(10, 0.01), RangeError, "everyMs");
});

Deno.test("addChat() seeds direct messages of both", async () => {
  const { simulator, read } = world();
  const other = simulator.addUser({ name: "Teo Marsh" });
  const chat = simulator.addChat(other, { history: 400 });
  const { direct_messages, count } = await read(
    `/v3/direct_messages?other_user_id=${other.id}&limit=200`,
  );
  assertEquals(count, 400);
  const senders = new Set<string>();
  for (const message of direct_messages) {
    senders.add(`${message.sender_id} ${message.recipient_id}`);
    assertEquals(message.conversation_id, chat.id);
    assertEquals(
      ["system", "platform", "group_id"].filter((key) => key in message),
      [],
    );
  }
  const { me } = simulator;
  assertEquals(
    senders,
    new Set([`${me.id} ${other.id}`, `${other.id} ${me.id}`]),
  );
});
