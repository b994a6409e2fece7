import { assertEquals, assertMatch } from "@std/assert";
import { listen, textsOf, WAYS, world } from "./ask.ts";

function one(way: typeof WAYS[number]) {
  const start = world({}, way);
  const { simulator } = start;
  const mari = simulator.addUser({ name: "Marisol Quay" });
  const group = simulator.addGroup({ name: "Crew", members: [mari] });
  return { ...start, mari, token: mari.token, group };
}

for (const way of WAYS) {
  Deno.test(`addTopic() makes a topic that no list of groups shows, over ${way}`, async () => {
    const start = one(way);
    const { simulator, read, ask, group } = start;
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user]);
    const topic = group.addTopic({ name: "gear", history: 4 });
    const [notice] = await events();
    assertEquals(notice?.data.subject?.group_id, group.id);
    assertEquals(notice?.data.subject?.event, {
      type: "group.subgroup_created",
      data: {
        user: { id: Number(simulator.me.id), nickname: "Ines Calder" },
        subgroup_topic: "gear",
        subgroup_avatar_url: null,
        subgroup_id: Number(topic.id),
      },
    });
    const groups = await read("/v3/groups");
    assertEquals(groups.length, 1);
    assertEquals([groups[0].id, groups[0].children_count], [group.id, 1]);
    assertEquals((await ask(`/v3/groups/${topic.id}`)).status, 404);
    const path = `/v3/groups/${topic.id}/messages`;
    const { count, messages } = await read(path);
    assertEquals(count, 4);
    for (const message of messages) {
      assertEquals([message.group_id, message.parent_id], [topic.id, group.id]);
    }
    const [{ id }] = messages;
    const v4 = (where: string) => `/v4/groups/${where}/messages/${id}`;
    assertEquals((await read(v4(topic.id))).message, messages[0]);
    assertEquals((await ask(v4(group.id))).status, 404);
    assertEquals(
      (await ask(`/v3/conversations/${topic.id}/gallery`)).status,
      304,
    );
  });

  Deno.test(`messages of a topic come on the user channel, over ${way}`, async () => {
    const start = one(way);
    const { simulator, post, group, token, mari } = start;
    const topic = group.addTopic({ name: "gear" });
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user, `/group/${topic.id}`]);
    const path = `/v3/groups/${topic.id}/messages`;
    const sent = await post(path, { message: { text: "nets" } }, { token });
    assertEquals(sent.status, 201);
    const { message } = (await sent.json()).response;
    assertEquals([message.group_id, message.parent_id], [topic.id, group.id]);
    await post(`/v3/messages/${topic.id}/${message.id}/like`);
    topic.typing(mari);
    const seen = await events();
    assertEquals(seen.map(({ channel, data }) => [channel, data.type]), [
      [user, "line.create"],
      [`/group/${topic.id}`, "favorite"],
      [`/group/${topic.id}`, "typing"],
    ]);
    const { subject } = seen[0]?.data ?? {};
    assertEquals([subject?.group_id, subject?.parent_id], [
      topic.id,
      group.id,
    ]);
    const { parent_id } = simulator.inject(group);
    assertEquals(parent_id, undefined);
    assertEquals(simulator.inject(topic).parent_id, group.id);
    const outsider = simulator.addUser();
    const asked = await post(path, { message: { text: "x" } }, outsider);
    assertEquals(asked.status, 404);
  });

  Deno.test(`GET subgroups lists topics of one or several groups, over ${way}`, async () => {
    const { simulator, read, ask, group } = one(way);
    const other = simulator.addGroup();
    const topics = [
      group.addTopic({ name: "gear", description: "nets", history: 2 }),
      group.addTopic({ name: "boats", type: "announcement" }),
      other.addTopic({ name: "cats" }),
    ];
    const path = `/v3/groups/${group.id}/subgroups`;
    const rows = await read(path);
    assertEquals(
      rows.map(({ id }: { id: number }) => id),
      topics.slice(0, 2).map(({ id }) => Number(id)),
    );
    const { messages, created_at, updated_at, ...row } = rows[0];
    assertEquals(messages.last_message_id, topics[0]?.idAt(1));
    assertEquals(messages.count, 2);
    assertEquals([created_at, updated_at].map((it) => typeof it), [
      "number",
      "number",
    ]);
    assertEquals(row, {
      id: Number(topics[0]?.id),
      parent_id: Number(group.id),
      topic: "gear",
      description: "nets",
      avatar_url: null,
      creator_user_id: Number(simulator.me.id),
      muted_until: null,
      like_icon: null,
      unread_count: null,
      last_read_message_id: null,
      last_read_at: null,
      type: "private",
      message_edit_period: 15,
    });
    assertEquals([rows[1].type, rows[1].message_edit_period], [
      "announcement",
      43_200,
    ]);
    const both = `/v3/groups/${group.id},${other.id}/subgroups`;
    const names = (await read(both)).map(({ topic }: { topic: string }) =>
      topic
    );
    assertEquals(names, ["gear", "boats", "cats"]);
    const paged = await read(`${both}?page=2&per_page=2`);
    assertEquals(paged.map(({ topic }: { topic: string }) => topic), ["cats"]);
    simulator.inject(topics[1] ?? "");
    const unread = await read(`${path}?include=unread_count`);
    assertEquals(
      unread.map(({ unread_count }: { unread_count: number }) => unread_count),
      [0, 1],
    );
    assertEquals((await read(`${path}/${topics[1]?.id}`)).topic, "boats");
    assertEquals((await ask(`${path}/${topics[2]?.id}`)).status, 404);
    assertEquals((await ask(`/v3/groups/${group.id},1/subgroups`)).status, 404);
  });

  Deno.test(`topics are made, changed and removed with notices in the parent, over ${way}`, async () => {
    const { simulator, post, put, remove, ask, read, group, token } = one(way);
    const path = `/v3/groups/${group.id}/subgroups`;
    const body = {
      topic: "gear",
      description: "nets",
      group_type: "announcement",
    };
    assertEquals((await post(path, body, { token })).status, 403);
    assertEquals((await post(path, {})).status, 400);
    const made = await post(path, body);
    assertEquals(made.status, 201);
    const { id, ...rest } = (await made.json()).response;
    assertEquals(typeof id, "number");
    assertEquals(rest, {
      topic: "gear",
      type: "announcement",
      description: "nets",
      avatar_url: null,
      created_at: 1754052300,
      updated_at: 1754052300,
      parent_id: Number(group.id),
      like_icon: null,
    });
    const like_icon = { type: "emoji", pack_id: 1, pack_index: 36 };
    const changed = await put(`${path}/${id}`, {
      topic: "gear shed",
      description: "more nets",
      avatar_url: "https://i.groupme.com/a",
      group_type: "private",
      like_icon,
    });
    assertEquals(changed.status, 200);
    assertEquals((await changed.json()).response.topic, "gear shed");
    assertEquals((await put(`${path}/${id}`, body, { token })).status, 403);
    assertEquals((await put(`${path}/1`, body)).status, 404);
    assertEquals((await remove(`${path}/${id}`, { token })).status, 403);
    const removed = await remove(`${path}/${id}`);
    assertEquals([removed.status, await removed.text()], [200, ""]);
    assertEquals((await ask(`${path}/${id}`)).status, 404);
    assertEquals((await ask(`/v3/groups/${id}/messages`)).status, 404);
    assertEquals((await read("/v3/groups"))[0].children_count, 0);
    const events = Array.from(
      { length: group.size },
      (_, index) => group.messageAt(index)?.event,
    );
    const user = { id: Number(simulator.me.id), nickname: "Ines Calder" };
    const common = { user, subgroup_topic: "gear shed" };
    const inParent = { ...common, parent_id: Number(group.id) };
    assertEquals(events, [
      {
        type: "group.subgroup_created",
        data: {
          user,
          subgroup_topic: "gear",
          subgroup_avatar_url: null,
          subgroup_id: id,
        },
      },
      { type: "group.subgroup_name_change", data: inParent },
      {
        type: "group.subgroup_description_change",
        data: { ...inParent, subgroup_description: "more nets" },
      },
      {
        type: "group.subgroup_avatar_change",
        data: { ...inParent, subgroup_avatar_url: "https://i.groupme.com/a" },
      },
      {
        type: "group.subgroup_type_change",
        data: { ...inParent, type: "private", message_edit_period: 15 },
      },
      {
        type: "group.subgroup_like_icon_change",
        data: { ...inParent, like_icon },
      },
      {
        type: "group.subgroup_removed",
        data: { ...common, subgroup_id: id },
      },
    ]);
    const texts = await textsOf(await ask(`/v3/groups/${group.id}/messages`));
    assertMatch(texts, /^Ines Calder removed the topic gear shed/);
  });

  Deno.test(`a topic's messages are edited, deleted and pinned by its id, over ${way}`, async () => {
    const { simulator, put, post, remove, read, group } = one(way);
    const topic = group.addTopic();
    const { id } = simulator.inject(topic, { userId: simulator.me.id });
    const path = `/v4/groups/${topic.id}/messages/${id}`;
    assertEquals((await put(path, { text: "new" })).status, 200);
    const conversation = `/v3/conversations/${topic.id}/messages/${id}`;
    assertEquals((await post(`${conversation}/pin`)).status, 200);
    const pinned = await read(`/v3/pinned/groups/${topic.id}/messages`);
    assertEquals(pinned.count, 1);
    assertEquals((await remove(conversation)).status, 204);
    const types = Array.from(
      { length: topic.size },
      (_, index) => topic.messageAt(index)?.event?.type,
    );
    assertEquals(types, [
      undefined,
      "message.update",
      "message.pinned",
      "message.deleted",
    ]);
    assertEquals(group.size, 1);
  });
}
