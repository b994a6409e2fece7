import { assertEquals } from "@std/assert";
import { world } from "./ask.ts";

const groups = "/v3/groups?per_page=2&omit=memberships&page=";

/** Groups A to F, of which A had the latest activity. */
function sixGroups() {
  const start = world();
  const { simulator, clock } = start;
  const byName = new Map([..."ABCDEF"].map((name, i) => {
    const until = clock.now() - i * 60_000;
    const history = { count: 1, until };
    return [name, simulator.addGroup({ name, history })];
  }));
  const page = async (number: number) => {
    const found: { name: string }[] = await start.read(groups + number);
    return found.map(({ name }) => name).join(" ");
  };
  return { ...start, byName, page };
}

Deno.test("GET groups is sorted again for each request, so that pages shift", async () => {
  const { simulator, byName, page } = sixGroups();
  assertEquals(await page(1), "A B");
  simulator.inject(byName.get("E") ?? "", { text: "up" });
  assertEquals(await page(2), "B C");
  assertEquals(await page(3), "D F");
  assertEquals(await page(4), "");
  assertEquals(await page(1), "E A");
});

Deno.test("GET groups shifts the other way when a group goes", async () => {
  const { post, byName, page } = sixGroups();
  assertEquals(await page(1), "A B");
  await post(`/v3/groups/${byName.get("A")?.id}/destroy`);
  assertEquals(await page(2), "D E");
});

Deno.test("GET groups gives 10 unless told, and an empty list past the end", async () => {
  const { simulator, read } = world();
  for (let i = 0; i < 12; i++) simulator.addGroup();
  assertEquals((await read("/v3/groups")).length, 10);
  assertEquals((await read("/v3/groups?page=2")).length, 2);
  assertEquals(await read("/v3/groups?page=3"), []);
  assertEquals((await read("/v3/groups?per_page=500")).length, 12);
});

Deno.test("GET groups leaves members out when asked, as if there were none", async () => {
  const { simulator, read } = world();
  simulator.addGroup({ members: 2 });
  const [whole] = await read("/v3/groups");
  assertEquals([whole.members.length, whole.members_count], [3, 3]);
  const [bare] = await read("/v3/groups?omit=memberships");
  assertEquals([bare.members, bare.members_count], [null, 0]);
  assertEquals(bare.id, bare.group_id);
});

Deno.test("GET groups lists a late message as the last only when it is visible", async () => {
  const { simulator, read, clock } = world();
  const group = simulator.addGroup({ history: 1 });
  const late = simulator.inject(group, { visibleAfter: 1000 });
  const last = async () => (await read("/v3/groups"))[0].messages;
  assertEquals((await last()).last_message_id, group.idAt(0));
  await clock.advance(1000);
  assertEquals((await last()).last_message_id, late.id);
  assertEquals((await last()).count, 2);
});

Deno.test("GET group answers 404 in an envelope to who is not in it", async () => {
  const { simulator, ask } = world();
  const owner = simulator.addUser();
  const theirs = simulator.addGroup({ owner });
  for (const id of [theirs.id, "1"]) {
    const answer = await ask(`/v3/groups/${id}`);
    assertEquals(answer.status, 404);
    assertEquals(await answer.json(), {
      meta: { code: 404, errors: ["not found"] },
    });
  }
});

Deno.test("GET group shows the newest message and the share link", async () => {
  const { simulator, read } = world();
  const group = simulator.addGroup({ name: "Pool", members: 1, history: 3 });
  const data = await read(`/v3/groups/${group.id}`);
  assertEquals(data.messages.last_message_id, group.idAt(2));
  assertEquals(data.messages.count, 3);
  assertEquals(group.shareToken?.length, 8);
  assertEquals(
    data.share_url,
    `https://groupme.com/join_group/${group.id}/${group.shareToken}`,
  );
  assertEquals(
    data.members.map(({ user_id }: { user_id: string }) => user_id),
    [
      ...group.memberIds,
    ],
  );
  assertEquals(data.members[0].roles, ["admin", "owner"]);
  assertEquals("office_mode" in data, false);
});

Deno.test("GET chats is sorted by the last message, 20 unless told", async () => {
  const { simulator, read, clock } = world();
  const others = Array.from({ length: 22 }, () => simulator.addUser());
  const chats = others.map((other, i) => {
    const until = clock.now() - i * 60_000;
    return simulator.addChat(other, { history: { count: 1, until } });
  });
  const ids = async (query = "") => {
    const found: { other_user: { id: string } }[] = await read(
      `/v3/chats${query}`,
    );
    return found.map(({ other_user }) => other_user.id);
  };
  const order = others.map(({ id }) => id);
  assertEquals(await ids(), order.slice(0, 20));
  assertEquals(await ids("?page=2"), order.slice(20));
  assertEquals(await ids("?page=3"), []);
  simulator.inject(chats[21] ?? "");
  assertEquals((await ids())[0], order[21]);
});

Deno.test("GET chats gives the other user's id as a number, if told", async () => {
  const { simulator, read } = world({ chatUserIds: "number" });
  const other = simulator.addUser();
  simulator.addChat(other);
  const [chat] = await read("/v3/chats");
  assertEquals(chat.other_user.id, Number(other.id));
  assertEquals("id" in chat, false);
});

Deno.test("GET chats lists no chat without a message", async () => {
  const { simulator, read } = world();
  simulator.addChat(simulator.addUser(), { history: 0 });
  assertEquals(await read("/v3/chats"), []);
});
