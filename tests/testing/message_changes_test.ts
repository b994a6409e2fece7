import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { listen, textsOf, WAYS, world } from "./ask.ts";

/** Two users in a group and in a chat, on a clock at a whole second. */
function two(way: typeof WAYS[number], profile = {}) {
  const start = world({}, way);
  const { simulator } = start;
  const mari = simulator.addUser({ name: "Marisol Quay" });
  const group = simulator.addGroup({ members: [mari], ...profile });
  const chat = simulator.addChat(mari);
  const { token } = mari;
  const pair = `/direct_message/${chat.id.replace("+", "_")}`;
  return { ...start, mari, token, group, chat, pair };
}

for (const way of WAYS) {
  Deno.test(`PUT message rewrites the row, posts a notice and pushes both, over ${way}`, async () => {
    const start = two(way);
    const { simulator, put, read, clock, group, mari } = start;
    const { id } = simulator.inject(group, { text: "low tide at six" });
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user, `/group/${group.id}`]);
    await clock.advance(10_000);
    const body = { text: "low tide at seven", attachments: [] };
    const path = `/v4/groups/${group.id}/messages/${id}`;
    const { token } = mari;
    const answer = await put(path, body, { token });
    assertEquals(answer.status, 200);
    const { message } = (await answer.json()).response;
    const updated_at = 1754052310;
    assertEquals([message.id, message.text, message.updated_at], [
      id,
      "low tide at seven",
      updated_at,
    ]);
    assertEquals((await read(path)).message, message);
    const event = {
      type: "message.update",
      data: { message_id: id, sender_id: mari.id, updated_at, message: body },
    };
    const [notice, update] = await events();
    assertEquals([notice?.channel, notice?.data.type], [user, "line.create"]);
    assertEquals(notice?.data.subject?.event, event);
    assertEquals(
      notice?.data.subject?.text,
      "Marisol Quay edited to: “low tide at seven”",
    );
    assertEquals([update?.channel, update?.data.type], [
      `/group/${group.id}`,
      "message.update",
    ]);
    const { subject } = update?.data ?? {};
    assertEquals([subject?.id, subject?.text, subject?.updated_at], [
      id,
      "low tide at seven",
      updated_at,
    ]);
    assertEquals([subject?.pinned_at, subject?.pinned_by], [null, ""]);
    assertEquals(group.messageAt(1)?.event, event);
  });

  Deno.test(`PUT direct message does the same on the chat's channel, over ${way}`, async () => {
    const start = two(way);
    const { simulator, post, put, chat, mari, token, pair } = start;
    const direct_message = { recipient_id: mari.id, text: "the net?" };
    const sent = await post("/v3/direct_messages", { direct_message });
    const { id } = (await sent.json()).response.direct_message;
    const events = await listen(start, [`/user/${mari.id}`, pair], token);
    const path = `/v4/direct_messages/${mari.id}/messages/${id}`;
    const { response } = await (await put(path, { text: "both nets?" })).json();
    assertEquals(response.message.text, "both nets?");
    const [notice, update] = await events();
    assertEquals(
      [notice?.data.type, notice?.data.subject?.text],
      ["direct_message.create", "Ines Calder edited to: “both nets?”"],
    );
    assertEquals([update?.channel, update?.data.type], [
      pair,
      "message.update",
    ]);
    assertEquals(update?.data.subject?.chat_id, chat.id);
    assertEquals(chat.messageAt(2)?.recipient_id, mari.id);
    // From the other side the path names the first user, whose message it is.
    const theirs = `/v4/direct_messages/${simulator.me.id}/messages/${id}`;
    assertEquals((await put(theirs, { text: "no" }, { token })).status, 403);
  });

  Deno.test(`PUT message refuses what GroupMe does, over ${way}`, async () => {
    const { simulator, put, post, clock, group, token } = two(way, {
      messageEditPeriod: 60,
    });
    const text = "mine";
    const sent = await post(`/v3/groups/${group.id}/messages`, {
      message: { text },
    });
    const path = `/v4/groups/${group.id}/messages`;
    const { id } = (await sent.json()).response.message;
    const wrapped = await put(`${path}/${id}`, { message: { text } });
    assertEquals([wrapped.status, await wrapped.json()], [
      400,
      { meta: { code: 40001, errors: ["Invalid text"] } },
    ]);
    assertEquals((await put(`${path}/${id}`, { text }, { token })).status, 403);
    assertEquals((await put(`${path}/1`, { text })).status, 404);
    await clock.advance(60_000);
    assertEquals((await put(`${path}/${id}`, { text })).status, 200);
    await clock.advance(1_000);
    assertEquals((await put(`${path}/${id}`, { text })).status, 403);
    assertEquals(simulator.open, 0);
  });

  Deno.test(`DELETE message leaves a tombstone or a hole, and pushes it twice, over ${way}`, async () => {
    const start = two(way);
    const { simulator, remove, read, group, mari, token } = start;
    const mine = simulator.inject(group, { userId: simulator.me.id });
    const theirs = simulator.inject(group, { userId: mari.id });
    const path = `/v3/conversations/${group.id}/messages`;
    const user = `/user/${mari.id}`;
    const events = await listen(start, [user, `/group/${group.id}`], token);
    assertEquals((await remove(`${path}/${mine.id}`, { token })).status, 403);
    for (const { id } of [mine, theirs]) {
      const answer = await remove(`${path}/${id}`);
      assertEquals([answer.status, answer.body], [204, null]);
    }
    const gone = await remove(`${path}/${theirs.id}`);
    assertEquals([gone.status, await gone.text()], [404, GONE]);
    const seen = await events();
    assertEquals(seen.map(({ channel, data }) => [channel, data.type]), [
      [user, "line.create"],
      [`/group/${group.id}`, "message.deleted"],
      [user, "line.create"],
      [`/group/${group.id}`, "message.deleted"],
    ]);
    for (
      const [at, message, deletion_actor] of [
        [0, mine, "sender"],
        [2, theirs, "admin"],
      ] as const
    ) {
      const [notice, frame] = seen.slice(at);
      const deleted_at = 1754052300;
      assertEquals(notice?.data.subject?.event, {
        type: "message.deleted",
        data: {
          message_id: message.id,
          deleted_at,
          deletion_actor,
          deleter_id: simulator.me.id,
        },
      });
      const { subject } = frame?.data ?? {};
      assertEquals(subject?.id, message.id);
      assertEquals(subject?.deletion_actor, deletion_actor);
      assertEquals(subject?.text, "This message was deleted");
      assertMatch(`${subject?.deleted_at}`, /^2025-08-01T12:45:00\.\d{4}Z$/);
    }
    const { messages } = await read(`/v3/groups/${group.id}/messages`);
    assertEquals(messages.at(-1).deleted_at, 1754052300);
    assertEquals(
      messages.some(({ id }: { id: string }) => id === theirs.id),
      false,
    );
  });

  Deno.test(`DELETE message follows message_deletion_mode, over ${way}`, async () => {
    for (
      const [mode, own, others] of [
        [["admin", "sender"], 204, 204],
        [["admin"], 403, 204],
        [["sender"], 204, 403],
        [[], 403, 403],
      ] as const
    ) {
      const { simulator, remove, group } = two(way, {
        messageDeletionMode: mode,
      });
      const mine = simulator.inject(group, { userId: simulator.me.id });
      const theirs = simulator.inject(group);
      const path = `/v3/conversations/${group.id}/messages`;
      assertEquals((await remove(`${path}/${mine.id}`)).status, own);
      assertEquals((await remove(`${path}/${theirs.id}`)).status, others);
    }
  });

  Deno.test(`POST pin marks a message with a notice, and unpin sends no frame, over ${way}`, async () => {
    const start = two(way);
    const { simulator, post, read, group, token, mari } = start;
    const { id } = simulator.inject(group);
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user, `/group/${group.id}`]);
    const path = `/v3/conversations/${group.id}/messages/${id}`;
    const list = `/v3/pinned/groups/${group.id}/messages`;
    assertEquals(await read(list), { count: 0, messages: [] });
    const pinned = await post(`${path}/pin`, undefined, { token });
    assertEquals(await pinned.json(), { response: null, meta: { code: 200 } });
    assertEquals((await post(`${path}/pin`)).status, 400);
    const at = { pinned_at: 1754052300, pinned_by: mari.id };
    const { count, messages: [message] } = await read(`${list}/`);
    assertEquals([count, message.id, message.pinned_at, message.pinned_by], [
      1,
      id,
      ...Object.values(at),
    ]);
    const [notice, ...rest] = await events();
    assertEquals(rest, []);
    assertEquals(notice?.data.subject?.event, {
      type: "message.pinned",
      data: { message_id: id, pinned: true, ...at },
    });
    assertEquals((await post(`${path}/unpin`)).status, 200);
    assertEquals((await post(`${path}/unpin`)).status, 400);
    assertEquals((await read(list)).count, 0);
    assertEquals(await events(), []);
    assertEquals(group.messageAt(0)?.pinned_by, "");
  });

  Deno.test(`POST pin works in chats, newest pin first, over ${way}`, async () => {
    const { simulator, post, read, ask, chat, mari } = two(way);
    const later = simulator.inject(chat);
    for (const id of [later.id, chat.idAt(0)]) {
      const path = `/v3/conversations/${encodeURIComponent(chat.id)}/messages`;
      assertEquals((await post(`${path}/${id}/pin`)).status, 200);
    }
    const list = "/v3/pinned/direct_messages?other_user_id=";
    const { count, direct_messages } = await read(`${list}${mari.id}`);
    const ids = direct_messages.map(({ id }: { id: string }) => id);
    assertEquals([count, ids], [2, [chat.idAt(0), later.id]]);
    assertEquals((await ask(`${list}1`)).status, 304);
  });

  Deno.test(`PUT and DELETE of a history's message keep the rest, over ${way}`, async () => {
    const { simulator, ask, put, remove } = world({}, way);
    const history = {
      count: 5,
      imageEvery: 0,
      text: (i: number) => "abcde"[i] ?? "",
    };
    const group = simulator.addGroup({ history, messageEditPeriod: 1e9 });
    const path = `${group.id}/messages/${group.idAt(2)}`;
    await put(`/v4/groups/${path}`, { text: "C" });
    const list = `/v3/groups/${group.id}/messages?after_id=0&limit=5`;
    assertEquals(await textsOf(await ask(list)), "a b C d e");
    assertEquals((await remove(`/v3/conversations/${path}`)).status, 204);
    assert((await textsOf(await ask(list))).startsWith("a b This message"));
  });

  Deno.test(`editBy(), deleteBy(), reactBy() and pinBy() act as other users do, over ${way}`, async () => {
    const start = two(way);
    const { simulator, read, group, mari, pair, chat } = start;
    const channel = `/group/${group.id}`;
    const events = await listen(start, [channel, pair]);
    const [mine, theirs] = [
      simulator.inject(group, { userId: simulator.me.id }),
      simulator.inject(group, { userId: mari.id }),
    ];
    group.editBy(mari, theirs.id, "new words");
    group.reactBy(mari, mine.id);
    group.reactBy(mari, mine.id, "🔥");
    group.reactBy(mari, mine.id, null);
    group.pinBy(mari, mine.id);
    group.pinBy(mari, mine.id);
    group.deleteBy(mari, theirs.id);
    group.deleteBy(simulator.me, mine.id);
    chat.reactBy(mari, chat.idAt(0), "🔥");
    const seen = (await events()).map(({ channel, data }) => [
      channel,
      data.type,
    ]);
    assertEquals(seen, [
      [channel, "message.update"],
      [channel, "favorite"],
      [channel, "favorite"],
      [channel, "message.deleted"],
      [channel, "message.deleted"],
      [pair, "favorite"],
    ]);
    const types = Array.from(
      { length: group.size },
      (_, index) => group.messageAt(index)?.event?.type ?? "",
    );
    assertEquals(types.slice(2), [
      "message.update",
      "message.pinned",
      "message.deleted",
      "message.deleted",
    ]);
    const [last] = (await read("/v3/chats")).map((
      { last_message }: { last_message: { favorited_by: string[] } },
    ) => last_message.favorited_by);
    assertEquals(last, [mari.id]);
    const edit = () => group.editBy(simulator.me, theirs.id, "not mine");
    assertThrows(edit, RangeError, "of another user");
    const other = simulator.inject(group, { userId: simulator.me.id });
    assertThrows(() => group.deleteBy(mari, other.id), RangeError, "may not");
    assertThrows(() => group.pinBy(mari, "1"), RangeError, "no message 1");
  });
}

const GONE =
  "<!DOCTYPE html>\n<html><head><title>Not Found</title></head><body><h1>Not Found</h1></body></html>\n";
