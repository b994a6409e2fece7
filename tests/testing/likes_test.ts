import { assertEquals, assertObjectMatch } from "@std/assert";
import { listen, WAYS, world } from "./ask.ts";

/** A group with ten seeded messages, none of them liked. */
function group() {
  const start = world();
  const other = start.simulator.addUser();
  const history = { count: 10, likeEvery: 0, imageEvery: 0, isVaried: false };
  const place = start.simulator.addGroup({ members: [other], history });
  const id = place.idAt(4);
  const path = `/v3/messages/${place.id}/${id}`;
  const get = () => place.messageAt(4);
  return { ...start, other, place, id, path, get };
}

Deno.test("POST like marks the message, seeded or posted, for all to see", async () => {
  const { simulator, post, path, place, get, other } = group();
  const answer = await post(`${path}/like`);
  const reaction = { type: "unicode", code: "❤️", user_ids: [simulator.me.id] };
  assertEquals((await answer.json()).response, {
    reactions: [{ ...reaction, pack_id: 0, pack_index: 0 }],
  });
  const message = get();
  assertEquals(message?.favorited_by, [simulator.me.id]);
  assertEquals(message?.reactions, [reaction]);
  const { id } = simulator.inject(place);
  const { token } = other;
  await post(`/v3/messages/${place.id}/${id}/like`, {}, { token });
  assertEquals(place.messageAt(10)?.favorited_by, [other.id]);
  assertEquals(place.size, 11);
});

Deno.test("POST like ignores a second one, and counts others' of other looks", async () => {
  const { simulator, post, path, other, get } = group();
  const fire = { like_icon: { type: "unicode", code: "🔥" } };
  const pack = { like_icon: { type: "emoji", pack_id: 1, pack_index: 12 } };
  await post(`${path}/like`, fire);
  assertEquals((await post(`${path}/like`, pack)).status, 200);
  await post(`${path}/like`, pack, { token: other.token });
  const message = get();
  assertEquals(message?.favorited_by, [simulator.me.id, other.id]);
  assertEquals(message?.reactions, [
    { type: "unicode", code: "🔥", user_ids: [simulator.me.id] },
    { type: "emoji", pack_id: 1, pack_index: 12, user_ids: [other.id] },
  ]);
});

Deno.test("POST like refuses emoji that GroupMe does not know", async () => {
  const { post, path } = group();
  for (
    const like_icon of [
      { type: "unicode", code: "🦑" },
      { type: "emoji" },
      { type: "other" },
      {},
    ]
  ) assertEquals((await post(`${path}/like`, { like_icon })).status, 400);
});

Deno.test("POST unlike takes one's own reaction away, and its traces", async () => {
  const { post, path, other, get, simulator } = group();
  await post(`${path}/like`);
  await post(`${path}/like`, {}, { token: other.token });
  await post(`${path}/unlike`, {}, { token: other.token });
  assertEquals((get())?.favorited_by, [simulator.me.id]);
  const answer = await post(`${path}/unlike`);
  assertEquals((await answer.json()).response, { reactions: [] });
  assertEquals((get())?.favorited_by, []);
  assertEquals("reactions" in (get() ?? {}), false);
  assertEquals((await post(`${path}/unlike`)).status, 200);
});

Deno.test("POST like takes the ids of chats, with a plain or an escaped plus", async () => {
  const { simulator, post } = world();
  const chat = simulator.addChat(simulator.addUser());
  for (const id of [chat.id, chat.id.replace("+", "%2B")]) {
    const path = `/v3/messages/${id}/${chat.idAt(0)}/like`;
    assertEquals((await post(path)).status, 200);
  }
  const wrong = chat.id.split("+").reverse().join("+");
  const path = `/v3/messages/${wrong}/${chat.idAt(0)}/like`;
  assertEquals((await post(path)).status, 404);
  assertEquals(chat.messageAt(0)?.favorited_by, [simulator.me.id]);
});

Deno.test("POST like answers 404 where there is no such message for the user", async () => {
  const { simulator, post, path, place } = group();
  assertEquals((await post(`/v3/messages/${place.id}/17/like`)).status, 404);
  const { token } = simulator.addUser();
  assertEquals((await post(`${path}/like`, {}, { token })).status, 404);
});

Deno.test("GET likes lists the most liked messages of a period, first the most", async () => {
  const { simulator, read, ask, post, clock, other, place } = group();
  const path = `/v3/groups/${place.id}/likes`;
  const like = async (id: string, ...tokens: string[]) => {
    for (const token of tokens) {
      await post(`/v3/messages/${place.id}/${id}/like`, {}, { token });
    }
  };
  const { token } = simulator;
  const old = simulator.inject(place, { text: "old" });
  await clock.advance(2 * 86_400_000);
  const one = simulator.inject(place, { text: "one" });
  const two = simulator.inject(place, { text: "two" });
  const three = simulator.inject(place, { text: "three" });
  simulator.inject(place, { text: "none" });
  await like(old.id, token, other.token);
  await like(one.id, token);
  await clock.advance(1000);
  await like(two.id, token, other.token);
  await like(three.id, other.token);
  const texts = async (query: string) =>
    (await read(path + query)).messages
      .map(({ text }: { text: string }) => text).join(" ");
  assertEquals(await texts("?period=day"), "two three one");
  assertEquals(await texts("?period=week"), "two old three one");
  assertEquals(await texts("/mine"), "two one old");
  assertEquals(await texts("/for_me"), "");
  const { messages } = await read(`${path}/mine`);
  assertEquals(messages[0].liked_at, "2025-08-03T12:45:01.0000Z");
  assertEquals((await ask(path)).status, 400);
  assertEquals((await ask(`${path}?period=year`)).status, 400);
});

Deno.test("GET likes/for_me lists one's own messages that others like", async () => {
  const { simulator, read, post, other, place } = group();
  const userId = simulator.me.id;
  const mine = simulator.inject(place, { userId, text: "mine" });
  const vain = simulator.inject(place, { userId, text: "vain" });
  const path = `/v3/messages/${place.id}`;
  await post(`${path}/${mine.id}/like`, {}, { token: other.token });
  await post(`${path}/${vain.id}/like`);
  const { messages } = await read(`/v3/groups/${place.id}/likes/for_me`);
  assertEquals(messages.map(({ text }: { text: string }) => text), ["mine"]);
});

Deno.test("GET likes finds seeded likes in a history of any length", async () => {
  const { simulator, read } = world();
  const group = simulator.addGroup({ members: 3, history: 1_000_000 });
  const { messages } = await read(`/v3/groups/${group.id}/likes?period=day`);
  assertEquals(messages.length, 100);
  assertEquals(messages[0].favorited_by.length, 3);
});

for (const way of WAYS) {
  Deno.test(`POST like and unlike push who acted, over ${way}`, async () => {
    const start = world({}, way);
    const { simulator, post } = start;
    const [mari, teo] = [
      simulator.addUser({ name: "Mari" }),
      simulator.addUser(),
    ];
    const group = simulator.addGroup({ members: [mari, teo] });
    const channel = `/group/${group.id}`;
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user, channel]);
    const text = "low tide at six";
    const { id } = simulator.inject(group, { userId: simulator.me.id, text });
    await events();
    const path = `/v3/messages/${group.id}/${id}`;
    const like_icon = { type: "unicode", code: "🔥" };
    await post(`${path}/like`, { like_icon }, mari);
    await post(`${path}/like`, { like_icon }, teo);
    const user_reaction = { ...like_icon, user_ids: [mari.id] };
    const [favorite, like] = await events();
    assertEquals([favorite?.channel, favorite?.data.type], [
      channel,
      "favorite",
    ]);
    assertEquals([like?.channel, like?.data.type, like?.data.alert], [
      user,
      "like.create",
      "Mari reacted 🔥 to low tide at six",
    ]);
    const { line, ...rest } = favorite?.data.subject ?? {};
    assertEquals(rest, { reactions: [user_reaction], user_id: mari.id });
    assertObjectMatch(line as object, {
      id,
      text,
      group_id: group.id,
      favorited_by: [mari.id],
      favorited_at: 1754052300,
    });
    // A shorter form than that of a new message.
    assertEquals(Object.keys(line as object).sort(), [
      "attachments",
      "avatar_url",
      "created_at",
      "favorited_at",
      "favorited_by",
      "group_id",
      "id",
      "location",
      "name",
      "picture_url",
      "source_guid",
      "system",
      "text",
      "user_id",
    ]);
    assertEquals(like?.data.subject, {
      ...favorite?.data.subject,
      user_reaction,
    });
    await post(`${path}/unlike`, {}, teo);
    await post(`${path}/unlike`, {}, teo);
    const [back, ...none] = await events();
    assertEquals([back?.channel, back?.data.type, none], [
      channel,
      "favorite",
      [],
    ]);
    const { subject } = back?.data ?? {};
    assertEquals([subject?.user_id, subject?.reactions], [
      teo.id,
      [user_reaction],
    ]);
  });

  Deno.test(`POST like_icon sets a group's own and tells, over ${way}`, async () => {
    const { simulator, post, read } = world({}, way);
    const group = simulator.addGroup();
    const path = `/v3/groups/${group.id}`;
    const like_icon = { type: "emoji", pack_id: 1, pack_index: 1 };
    assertEquals((await post(`${path}/like_icon`, { like_icon })).status, 200);
    assertEquals((await read(path)).like_icon, like_icon);
    await post(`${path}/like_icon`, { like_icon });
    await post(`${path}/like_icon`, { like_icon: null });
    assertEquals((await read(path)).like_icon, null);
    assertEquals((await post(`${path}/like_icon`, {})).status, 400);
    const user = { id: Number(simulator.me.id), nickname: "Ines Calder" };
    const events = [0, 1].map((index) => group.messageAt(index)?.event);
    assertEquals([group.size, ...events], [
      2,
      { type: "group.like_icon_set", data: { user, like_icon } },
      { type: "group.like_icon_removed", data: { user } },
    ]);
  });
}
