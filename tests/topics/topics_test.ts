import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Forbidden, NotFound } from "@rxgroupme/client";
import { topicChanges, topics } from "@rxgroupme/client/topics";
import { from, lastValueFrom, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";

const GROUP = "98115240";
const TOPIC = "98115377";
const PATH = `https://api.groupme.com/v3/groups/${GROUP}/subgroups`;
const ROW = {
  id: 98115377,
  parent_id: 98115240,
  topic: "gear",
  description: "nets and buckets",
  avatar_url: null,
  creator_user_id: 41870263,
  created_at: 1715574084,
  updated_at: 1754052301,
  muted_until: 253402300800,
  type: "announcement",
  unread_count: 2,
  messages: { count: 4551, last_message_id: "175405236219405511" },
};

Deno.test("Topics.list() reads topics, whose ids are numbers", async () => {
  const { client, lines } = scripted([envelope([ROW, null, {}])]);
  const [topic, malformed] = await lastValueFrom(topics(client, GROUP).list());
  assertEquals(
    {
      id: topic?.id,
      parentId: topic?.parentId,
      name: topic?.name,
      description: topic?.description,
      avatarUrl: topic?.avatarUrl,
      creatorUserId: topic?.creatorUserId,
      createdAt: topic?.createdAt,
      updatedAt: topic?.updatedAt,
      mutedUntil: topic?.mutedUntil,
      isAnnouncementsOnly: topic?.isAnnouncementsOnly,
      messagesCount: topic?.messagesCount,
      lastMessageId: topic?.lastMessageId,
      unreadCount: topic?.unreadCount,
    },
    {
      id: TOPIC,
      parentId: GROUP,
      name: "gear",
      description: "nets and buckets",
      avatarUrl: undefined,
      creatorUserId: "41870263",
      createdAt: new Date(1715574084_000),
      updatedAt: new Date(1754052301_000),
      mutedUntil: new Date(253402300800_000),
      isAnnouncementsOnly: true,
      messagesCount: 4551,
      lastMessageId: "175405236219405511",
      unreadCount: 2,
    },
  );
  assertEquals(
    [malformed?.id, malformed?.name, malformed?.description],
    ["", undefined, undefined],
  );
  assertEquals(lines, [`GET ${PATH}?page=1&include=unread_count`]);
});

Deno.test("Topics.listAll() ends on a page without a new topic", async () => {
  const { client, lines } = scripted([envelope([ROW]), envelope([ROW])]);
  const all = await lastValueFrom(
    topics(client, GROUP).listAll().pipe(toArray()),
  );
  assertEquals(all.map(({ id }) => id), [TOPIC]);
  assertEquals(lines.length <= 2, true);
});

Deno.test("Topic.messages is the conversation of the topic's own id", async () => {
  const { client, lines } = scripted([
    envelope(ROW),
    envelope({ count: 0, messages: [] }),
  ]);
  const topic = await lastValueFrom(topics(client, GROUP).get(TOPIC));
  assertEquals(topic.messages === topic.messages, true);
  await lastValueFrom(topic.messages.list());
  assertEquals(lines, [
    `GET ${PATH}/${TOPIC}`,
    `GET https://api.groupme.com/v3/groups/${TOPIC}/messages?acceptFiles=1`,
  ]);
});

Deno.test("Topics.create(), update() and destroy() speak GroupMe's words", async () => {
  const { client, lines } = scripted([
    envelope(ROW, 201),
    envelope(ROW),
    envelope(ROW),
    new Response(null, { status: 200 }),
    envelope(null),
  ]);
  const here = topics(client, GROUP);
  const topic = await lastValueFrom(
    here.create({
      name: "gear",
      description: "nets",
      avatarUrl: "https://i.groupme.com/1",
      announcementsOnly: true,
    }),
  );
  await lastValueFrom(topic.update({ name: "nets", likeIcon: "🔥" }));
  await lastValueFrom(
    here.update(TOPIC, { likeIcon: null, announcementsOnly: false }),
  );
  assertEquals(await lastValueFrom(topic.destroy()), true);
  assertEquals(await lastValueFrom(here.destroy(TOPIC)), true);
  assertEquals(lines, [
    `POST ${PATH} {"topic":"gear","description":"nets","avatar_url":"https://i.groupme.com/1","group_type":"announcement"}`,
    `PUT ${PATH}/${TOPIC} {"topic":"nets","like_icon":{"type":"unicode","code":"🔥"}}`,
    `PUT ${PATH}/${TOPIC} {"group_type":"private","like_icon":null}`,
    `DELETE ${PATH}/${TOPIC}`,
    `DELETE ${PATH}/${TOPIC}`,
  ]);
});

Deno.test("Topic.mute() and unmute() take minutes, or none for ever", async () => {
  const { client, lines } = scripted([
    envelope(ROW),
    envelope({ membership: {} }),
    envelope({ membership: {} }),
    envelope({ membership: {} }),
  ]);
  const topic = await lastValueFrom(topics(client, GROUP).get(TOPIC));
  for (const command of [topic.mute(60), topic.mute(), topic.unmute()]) {
    assertEquals(await lastValueFrom(command), true);
  }
  assertEquals(lines.slice(1), [
    `POST ${PATH}/${TOPIC}/mute {"duration":60}`,
    `POST ${PATH}/${TOPIC}/mute {}`,
    `POST ${PATH}/${TOPIC}/unmute`,
  ]);
});

Deno.test("Topics refuses what cannot be before any request", () => {
  const { client, lines } = scripted([]);
  const here = topics(client, GROUP);
  assertThrows(() => topics(client, ""), TypeError);
  assertThrows(() => here.get(" "), TypeError);
  assertThrows(() => here.create({ name: "" }), RangeError, "name");
  assertThrows(() => here.create({ name: "x".repeat(141) }), RangeError);
  assertThrows(
    () => here.update(TOPIC, { description: "x".repeat(256) }),
    RangeError,
    "description",
  );
  assertThrows(() => here.update(TOPIC, { likeIcon: "" }), TypeError);
  assertThrows(() => here.mute(TOPIC, 0), RangeError, "minutes");
  assertThrows(() => here.list({ perPage: 101 }), RangeError);
  assertEquals(lines, []);
});

Deno.test("Topics errors with what the server says, and makes no second topic", async () => {
  const { client, clock, lines } = scripted(
    [refusal(404), refusal(403), new TypeError("connection reset")],
    { retry: {} },
  );
  const here = topics(client, GROUP);
  await assertRejects(() => lastValueFrom(here.get(TOPIC)), NotFound);
  await assertRejects(
    () => lastValueFrom(here.create({ name: "a" })),
    Forbidden,
  );
  await assertRejects(() =>
    clock.until(lastValueFrom(here.create({ name: "a" })))
  );
  assertEquals(lines.length, 3);
});

Deno.test("topicChanges() reads the notices of the parent", async () => {
  const { client } = scripted([]);
  const { source: conversation } = client.groups.messages(GROUP);
  const user = { id: 41870263, nickname: "Ines" };
  let written = 0;
  const notice = (type: string, data: object, group_id = GROUP) =>
    conversation.read({
      id: `${++written}`,
      group_id,
      system: true,
      event: { type, data: { user, subgroup_topic: "gear", ...data } },
    });
  const source = [
    notice("group.subgroup_created", { subgroup_id: 98115377 }),
    notice("group.subgroup_name_change", { parent_id: 98115240 }, TOPIC),
    notice("group.subgroup_type_change", { parent_id: 98115240 }),
    notice("group.subgroup_something", {}),
    notice("group.subgroup_like_icon_change", {}),
    notice("group.subgroup_constructor", {}),
    notice("group.name_change", {}),
    conversation.read({ id: "2", text: "gear" }),
  ];
  const changes = await lastValueFrom(
    from(source).pipe(topicChanges(), toArray()),
  );
  assertEquals(
    changes.map((
      { type, topicId, parentId, by },
    ) => [type, topicId, parentId, by]),
    [
      ["created", TOPIC, GROUP, "41870263"],
      ["name", TOPIC, GROUP, "41870263"],
      ["kind", "", GROUP, "41870263"],
      ["something", "", GROUP, "41870263"],
      ["likeIcon", "", GROUP, "41870263"],
      ["constructor", "", GROUP, "41870263"],
    ],
  );
});
