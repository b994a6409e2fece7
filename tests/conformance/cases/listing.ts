import { assert, assertEquals, assertThrows, one } from "../assert.ts";
import type { Cases } from "../scene.ts";

/** Lists of one page, and single things. */
export const listing: Cases = {
  async "a list is one page, with what GroupMe sent and what is made of it"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup({ name: "Tide Pool", history: 2 });
    const groups = await one(client().groups.list());
    assertEquals(groups.map((group) => group.name), ["Tide Pool"]);
    const [group] = groups;
    assertEquals([group?.id, group?.data.id], [id, id]);
    assertEquals(group?.messagesCount, 2);
    assert(group?.createdAt instanceof Date, "createdAt is no Date");
    assertEquals(group?.members.length, 3);
  },

  async "a list of nothing, which GroupMe answers with 304, is empty"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup();
    assertEquals(await one(client().groups.messages(id).list()), []);
    const [request] = await simulator.requests();
    assertEquals(request?.status, 304);
  },

  async "a list of messages is newest first, and oldest first after one"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup({ history: 30 });
    const ids = await simulator.ids(id);
    const messages = client().groups.messages(id);
    const newest = await one(messages.list({ limit: 5 }));
    assertEquals(newest.map((it) => it.id), ids.slice(-5).reverse());
    const after = await one(messages.listAfter(ids[9] ?? "", { limit: 3 }));
    assertEquals(after.map((it) => it.id), ids.slice(10, 13));
    const before = await one(messages.listBefore(ids[9] ?? "", { limit: 3 }));
    assertEquals(before.map((it) => it.id), ids.slice(6, 9).reverse());
  },

  async "a message arrives with every character that it has"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup();
    const text =
      'Ebbe & flood: "±½", \u{1F30A}\u{1F469}\u200D\u{1F4BB}, 潮, \\n\n</a>';
    const messageId = await simulator.inject(id, { text });
    const message = await one(client().groups.messages(id).get(messageId));
    assertEquals(message.text, text);
    assertEquals(message.groupId, id);
  },

  async "chats and what was said in them are listed"({ client, simulator }) {
    const friend = await simulator.addUser();
    await simulator.addChat(friend.id, { history: 3 });
    const [chat] = await one(client().chats.list());
    assertEquals([chat?.otherUserId, chat?.name], [friend.id, friend.name]);
    const messages = await one(client().chats.messages(friend.id).list());
    const ids = await simulator.ids(friend.id);
    assertEquals(messages.map((it) => it.id), ids.reverse());
  },

  async "an endpoint that is not modelled can be asked by its path"(
    { client, userId },
  ) {
    const me = await one(
      client().request<{ id: string }>({ path: "/users/me" }),
    );
    assertEquals(me.id, userId);
  },

  async "a wrong argument is refused before anything is requested"(
    { client, simulator },
  ) {
    const messages = client().groups.messages("1");
    assertThrows(() => messages.list({ limit: 0 }), RangeError);
    assertThrows(() => messages.listAll({ limit: 201 }), RangeError);
    const both = { beforeId: "1", afterId: "2" };
    assertThrows(() => messages.list(both), TypeError);
    assertThrows(() => messages.tail({ interval: 0 }), RangeError);
    assertThrows(() => messages.create("x".repeat(1_001)), RangeError);
    assertThrows(() => client({ token: "" }), TypeError);
    assertThrows(() => client({ timeout: -1 }), RangeError);
    assertEquals(await simulator.requests(), []);
  },

  async "nothing is requested before a subscription, and for each again"(
    { client, simulator },
  ) {
    const { groups, user } = client();
    const [list, me] = [groups.list(), user.getMe()];
    assertEquals(await simulator.requests(), []);
    for (let i = 0; i < 2; i++) {
      await one(list);
      await one(me);
    }
    const asked = await simulator.requests();
    assertEquals(asked.length, 4);
  },
};
