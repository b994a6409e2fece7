import { assert, assertEquals, one } from "../assert.ts";
import type { Cases } from "../scene.ts";

/** Members, bots, and the user. */
export const people: Cases = {
  async "a member is added, and the results are asked for until they are there"(
    { client, simulator },
  ) {
    const { id } = await simulator.addGroup();
    const { id: userId, name } = await simulator.addUser();
    const { groups } = client();
    const request = await one(
      groups.memberships(id).add({ nickname: name, userId }),
    );
    const { members, failures } = await one(request.poll({ interval: 5 }));
    assertEquals(members.map((it) => it.userId), [userId]);
    assertEquals(failures, []);
    const group = await one(groups.get(id));
    assert(group.members.some((it) => it.userId === userId), "it is no member");
  },

  async "a bot is made once, and speaks"({ client, simulator }) {
    const { id } = await simulator.addGroup();
    const { bots } = client();
    const bot = await one(bots.ensure({ name: "Gull", groupId: id }));
    const same = await one(bots.ensure({ name: "Gull", groupId: id }));
    assertEquals(same.botId, bot.botId);
    assertEquals(await one(bot.post("Krah")), true);
    assertEquals((await simulator.texts(id)).at(-1), "Krah");
  },

  async "a group is made, changed and destroyed"({ client }) {
    const { groups } = client();
    const group = await one(groups.create({ name: "Jetty" }));
    const changed = await one(group.update({ name: "Mole", description: "" }));
    assertEquals([changed.id, changed.name], [group.id, "Mole"]);
    assertEquals(await one(group.destroy()), true);
    assertEquals(await one(groups.list()), []);
  },

  async "a user is blocked, and is not any more"({ client, simulator }) {
    const { id } = await simulator.addUser();
    const { blocks } = client().user;
    await one(blocks.block(id));
    assertEquals((await one(blocks.list())).map((it) => it.blockedUserId), [
      id,
    ]);
    assertEquals(await one(blocks.unblock(id)), true);
    assertEquals(await one(blocks.list()), []);
  },
};
