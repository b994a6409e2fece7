import { assertEquals, assertThrows } from "@std/assert";
import { listen, WAYS, world } from "./ask.ts";

const all =
  "include=unread_count&include=last_read_message_id&include=last_read_at";

function two(way: typeof WAYS[number]) {
  const start = world({}, way);
  const { simulator } = start;
  const teo = simulator.addUser({ name: "Teo Marsh" });
  const group = simulator.addGroup({ members: [teo], history: 30 });
  const chat = simulator.addChat(teo, { history: 3 });
  return { ...start, teo, token: teo.token, group, chat };
}

for (const way of WAYS) {
  Deno.test(`indexes tell what is unread when asked, over ${way}`, async () => {
    const { simulator, read, group, chat } = two(way);
    const state = async (path: string) => {
      const [row] = await read(path);
      const { unread_count, last_read_message_id, last_read_at } = row;
      return [unread_count, last_read_message_id, last_read_at];
    };
    for (
      const [index, place] of [["groups", group], ["chats", chat]] as const
    ) {
      const id = place.idAt(place.size - 1);
      const at = Number(id.slice(0, 10));
      assertEquals(await state(`/v3/${index}`), [null, null, null]);
      assertEquals(await state(`/v3/${index}?${all}`), [0, id, at]);
      simulator.inject(place);
      simulator.inject(place);
      simulator.inject(place, { userId: simulator.me.id });
      assertEquals(await state(`/v3/${index}?${all}`), [2, id, at]);
      const comma = "include=unread_count,last_read_at";
      assertEquals(await state(`/v3/${index}?${comma}`), [null, null, null]);
      assertEquals(place.unread(), 2);
    }
  });

  Deno.test(`POST v4 read receipts mark as read, and send no frame, over ${way}`, async () => {
    const start = two(way);
    const { simulator, post, read, ask, group, chat } = start;
    const events = await listen(start, [`/group/${group.id}`]);
    const [one, two_] = [simulator.inject(group), simulator.inject(group)];
    const path = `/v4/read_receipts/${group.id}`;
    const answer = await post(path, { last_read_message_id: one.id });
    const receipt = { conversation_id: group.id, last_read_message_id: one.id };
    assertEquals([answer.status, await answer.json()], [202, {
      response: { ...receipt, status: "accepted" },
      meta: { code: 202 },
    }]);
    assertEquals(group.unread(), 1);
    const { receipts } = await read("/v4/read_receipts");
    const ofChat = {
      conversation_id: chat.id,
      last_read_message_id: chat.idAt(2),
    };
    assertEquals(receipts, [receipt, ofChat]);
    const wanted = [
      { conversation_id: group.id, last_read_message_id: two_.id },
      { conversation_id: "1", last_read_message_id: "1" },
    ];
    const batch = await post("/v4/read_receipts", { receipts: wanted });
    assertEquals((await batch.json()).response.receipts, [
      { ...wanted[0], status: "accepted" },
    ]);
    assertEquals(group.unread(), 0);
    // Never backwards.
    await post(path, { last_read_message_id: one.id });
    assertEquals(group.unread(), 0);
    assertEquals((await post(path, {})).status, 400);
    assertEquals((await post("/v4/read_receipts/1", wanted[1])).status, 404);
    assertEquals(await events(), []);
    const all = await post("/v4/conversations/mark_all_read");
    assertEquals([all.status, await all.text()], [202, ""]);
    assertEquals((await ask("/v4/read_receipts")).status, 200);
  });

  Deno.test(`POST mark_all_read leaves nothing unread, over ${way}`, async () => {
    const { simulator, post, group, chat } = two(way);
    const topic = group.addTopic({ history: 4 });
    for (const place of [group, chat, topic]) {
      simulator.inject(place);
      place.setUnread(3);
      assertEquals(place.unread(), 3);
    }
    await post("/v4/conversations/mark_all_read");
    for (const place of [group, chat, topic]) assertEquals(place.unread(), 0);
  });

  Deno.test(`POST v3 read receipt of a chat is seen by the other side, over ${way}`, async () => {
    const start = two(way);
    const { simulator, post, read, chat, teo, token } = start;
    const pair = `/direct_message/${chat.id.replace("+", "_")}`;
    const events = await listen(start, [pair], token);
    const list = `/v3/direct_messages?other_user_id=${simulator.me.id}`;
    assertEquals("read_receipt" in await read(list, { token }), false);
    const { id } = simulator.inject(chat);
    const path = `/v3/conversations/${
      encodeURIComponent(chat.id)
    }/read_receipt`;
    const { response } = await (await post(path)).json();
    const common = {
      message_id: id,
      user_id: simulator.me.id,
      read_at: 1754052300,
    };
    assertEquals(response.read_receipt, {
      conversation_id: chat.id,
      ...common,
    });
    const chat_id = chat.id;
    const [event, ...rest] = await events();
    assertEquals([event?.channel, rest], [pair, []]);
    assertEquals(event?.data, {
      type: "read_receipt.create",
      alert: "",
      subject: { id, chat_id, ...common },
      received_at: 1754052300000,
    });
    const page = await read(list, { token });
    assertEquals(page.read_receipt, { id: "", chat_id, ...common });
    // One's own is not in one's own pages.
    const mine = await read(`/v3/direct_messages?other_user_id=${teo.id}`);
    assertEquals("read_receipt" in mine, false);
  });

  Deno.test(`POST v2 read receipt shows without a push, never backwards, over ${way}`, async () => {
    const start = two(way);
    const { simulator, clock, post, read, chat, token } = start;
    const pair = `/direct_message/${chat.id.replace("+", "_")}`;
    const events = await listen(start, [pair], token);
    const chat_id = chat.id;
    const mark = async (message_id: string) => {
      const read_receipt = { message_id, chat_id };
      const url = "https://v2.groupme.com/read_receipts";
      return (await (await post(url, { read_receipt })).json()).response;
    };
    const newest = simulator.inject(chat);
    await mark(newest.id);
    await clock.advance(5_000);
    const user_id = simulator.me.id;
    const receipt = { message_id: newest.id, user_id, read_at: 1754052305 };
    assertEquals(await mark(chat.idAt(0)), {
      read_receipt: { id: newest.id, chat_id, ...receipt },
    });
    const list = `/v3/direct_messages?other_user_id=${user_id}`;
    const page = await read(list, { token });
    assertEquals(page.read_receipt, { id: "", chat_id, ...receipt });
    assertEquals(await events(), []);
  });

  Deno.test(`readBy(), typing() and setUnread() act past the API, over ${way}`, async () => {
    const start = two(way);
    const { simulator, read, group, chat, teo } = start;
    const pair = `/direct_message/${chat.id.replace("+", "_")}`;
    const events = await listen(start, [pair, `/group/${group.id}`]);
    chat.readBy(teo, chat.idAt(1));
    chat.typing(teo);
    group.typing(teo.id);
    group.readBy(teo);
    const list = `/v3/direct_messages?other_user_id=${teo.id}`;
    assertEquals((await read(list)).read_receipt.message_id, chat.idAt(2));
    const typing = {
      type: "typing",
      user_id: teo.id,
      started: 1754052300000,
    };
    const seen = await events();
    assertEquals(seen.map(({ channel, data }) => [channel, data.type]), [
      [pair, "read_receipt.create"],
      [pair, "typing"],
      [`/group/${group.id}`, "typing"],
    ]);
    assertEquals(seen.slice(1).map(({ data }) => data), [typing, typing]);
    group.setUnread(7);
    const [row] = await read("/v3/groups?include=unread_count");
    assertEquals([row.unread_count, group.unread(teo)], [7, 0]);
    const stranger = simulator.addUser();
    assertThrows(() => group.typing(stranger), RangeError, "is not in it");
    assertThrows(() => group.setUnread(-1), RangeError, "count is -1");
  });

  Deno.test(`mutes last as long as asked, over ${way}`, async () => {
    const { post, read, clock, group, simulator } = two(way);
    const v2 = `https://v2.groupme.com/groups/${group.id}/memberships`;
    const muted = async () => {
      const { muted_until, members } = await read(`/v3/groups/${group.id}`);
      return [muted_until, members[0].muted, members[1].muted];
    };
    const ask = async (path: string, body?: unknown) => {
      const { response } = await (await post(path, body)).json();
      return response.membership;
    };
    const membership = await ask(`${v2}/mute`, { duration: 5 });
    assertEquals([membership.state, membership.muted_until], [
      "muted",
      1754052600,
    ]);
    assertEquals(membership.user_id, simulator.me.id);
    assertEquals(await muted(), [1754052600, true, false]);
    await clock.advance(300_000);
    assertEquals(await muted(), [null, false, false]);
    assertEquals((await ask(`${v2}/mute`, {})).muted_until, 253402300800);
    const off = await ask(`${v2}/unmute`);
    assertEquals([off.state, off.muted_until], ["active", null]);
    const topic = group.addTopic();
    const v3 = `/v3/groups/${group.id}`;
    const whole = await ask(`${v3}/memberships/mute_all`, { duration: null });
    const forEver = 253402300800;
    assertEquals([whole.muted, whole.muted_until, whole.muted_children], [
      true,
      forEver,
      { [topic.id]: forEver },
    ]);
    const none = await ask(`${v3}/memberships/unmute_all`);
    assertEquals([none.muted, none.muted_children], [false, {}]);
    const one = await ask(`${v3}/subgroups/${topic.id}/mute`, { duration: 1 });
    assertEquals(one.muted_children, { [topic.id]: 1754052660 });
    const [row] = await read(`${v3}/subgroups`);
    assertEquals(row.muted_until, 1754052660);
    await ask(`${v3}/subgroups/${topic.id}/unmute`);
    assertEquals((await read(`${v3}/subgroups`))[0].muted_until, null);
    assertEquals((await post(`${v2}/mute`, { duration: -1 })).status, 400);
    const foreign = v2.replace(group.id, "1");
    assertEquals((await post(`${foreign}/mute`)).status, 404);
  });

  Deno.test(`pinned conversations are replaced as a whole, over ${way}`, async () => {
    const { put, read, group, chat, token } = two(way);
    const path = "/v4/pinned_conversations";
    assertEquals(await read(path), { pinned_conversation_ids: [] });
    const ids = { pinned_conversation_ids: [group.id, chat.id] };
    assertEquals((await (await put(path, ids)).json()).response, ids);
    assertEquals(await read(path), ids);
    assertEquals((await read(path, { token })).pinned_conversation_ids, []);
    assertEquals((await put(path, {})).status, 400);
  });

  Deno.test(`DELETE chat clears it for one side until there is news, over ${way}`, async () => {
    const { remove, read, ask, simulator, chat, teo, token } = two(way);
    const list = `/v3/direct_messages?other_user_id=`;
    const gone = await remove(`/v3/chats/${teo.id}`);
    assertEquals([gone.status, await gone.text()], [200, ""]);
    assertEquals(await read("/v3/chats"), []);
    assertEquals((await ask(`${list}${teo.id}`)).status, 304);
    assertEquals((await ask(`/v3/chats/${teo.id}`)).status, 404);
    const theirs = await read(`${list}${simulator.me.id}`, { token });
    assertEquals(theirs.direct_messages.length, 3);
    const { id } = simulator.inject(chat);
    const [back] = await read("/v3/chats");
    assertEquals(back.last_message.id, id);
    const older = await ask(`${list}${teo.id}&before_id=${id}`);
    assertEquals(older.status, 304);
    const page = await read(`${list}${teo.id}`);
    assertEquals(page.direct_messages.length, 1);
    const both = encodeURIComponent(chat.id);
    assertEquals((await read(`/v3/chats/${both}`)).last_message.id, id);
    assertEquals((await remove(`/v3/chats/${both}`)).status, 200);
    assertEquals((await remove("/v3/chats/1")).status, 404);
  });
}
