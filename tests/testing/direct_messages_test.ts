import { assertEquals, assertMatch } from "@std/assert";
import { textsOf, world } from "./ask.ts";

/** A chat with the messages `p` to `s`. */
function letters(options = {}) {
  const start = world(options);
  const other = start.simulator.addUser({ name: "Teo Marsh" });
  const text = (index: number) => "pqrs"[index] ?? "";
  const chat = start.simulator.addChat(other, { history: { count: 4, text } });
  const path = `/v3/direct_messages?other_user_id=${other.id}`;
  const page = async (query = "") => {
    const id = (_: string, a: string) => `_id=${chat.idAt("pqrs".indexOf(a))}`;
    const answer = await start.ask(
      `${path}&${query.replace(/_id=([p-s])/, id)}`,
    );
    return textsOf(answer);
  };
  return { ...start, other, chat, path, page };
}

Deno.test("GET direct_messages pages as in the worked example", async () => {
  const { page } = letters();
  assertEquals(await page("limit=2"), "s r");
  assertEquals(await page("limit=2&before_id=r"), "q p");
  assertEquals(await page("limit=2&before_id=p"), "304");
  assertEquals(await page("limit=2&after_id=p"), "q r");
  assertEquals(await page("limit=2&since_id=p"), "s r");
});

Deno.test("GET direct_messages needs another user who exists", async () => {
  const { ask, simulator } = world();
  assertEquals((await ask("/v3/direct_messages")).status, 400);
  const path = "/v3/direct_messages?other_user_id=";
  assertEquals((await ask(`${path}12`)).status, 404);
  const { id } = simulator.addUser();
  assertEquals((await ask(path + id)).status, 304);
});

Deno.test("GET direct_messages does with after_id as old servers did, if told", async () => {
  const old = letters({ directAfterId: "ignored", pageCap: 20 });
  assertEquals(await old.page("limit=2&after_id=p"), "s r");
  const refusing = letters({ directAfterId: "refused" });
  assertEquals(await refusing.page("limit=2&after_id=p"), "400");
});

Deno.test("GET direct_message answers one", async () => {
  const { read, chat, other } = letters();
  const path = `/v3/direct_messages/${chat.idAt(1)}?other_user_id=${other.id}`;
  assertEquals((await read(path)).message.text, "q");
});

Deno.test("POST direct_messages answers 201 under direct_message, and begins a chat", async () => {
  const { post, read, simulator } = world();
  const { id: recipient_id } = simulator.addUser({ name: "Teo Marsh" });
  const path = "/v3/direct_messages";
  const body = { source_guid: "one", recipient_id, text: "yes, both" };
  const answer = await post(path, { direct_message: body });
  assertEquals(answer.status, 201);
  const { direct_message } = (await answer.json()).response;
  assertEquals(direct_message.recipient_id, recipient_id);
  assertEquals("conversation_id" in direct_message, false);
  assertEquals((await post(path, { direct_message: body })).status, 409);
  const listed = await read(`${path}?other_user_id=${recipient_id}`);
  assertEquals(listed.direct_messages[0].id, direct_message.id);
  assertMatch(listed.direct_messages[0].conversation_id, /^\d+\+\d+$/);
  const [chat] = await read("/v3/chats");
  assertEquals(chat.other_user.id, recipient_id);
  assertEquals(chat.last_message.id, direct_message.id);
});

Deno.test("POST direct_messages takes Android's name for it, and refuses unknown ones", async () => {
  const { post, simulator } = world();
  const { id: recipient_id } = simulator.addUser();
  const path = "/v3/direct_messages";
  const message = { recipient_id, text: "hi" };
  assertEquals((await post(path, { message })).status, 201);
  const wrong = { direct_message: { recipient_id: "12", text: "hi" } };
  assertEquals((await post(path, wrong)).status, 404);
  const mute = { direct_message: { recipient_id } };
  assertEquals((await post(path, mute)).status, 400);
});

Deno.test("POST direct_messages is forbidden in plain words between the blocked", async () => {
  const { post, simulator } = world();
  const other = simulator.addUser();
  const pair = `user=${simulator.me.id}&otherUser=${other.id}`;
  await post(`/v3/blocks?${pair}`);
  const send = (recipient_id: string, token: string) =>
    post("/v3/direct_messages", {
      direct_message: { recipient_id, text: "hi" },
    }, { token });
  for (
    const answer of [
      await send(other.id, simulator.token),
      await send(simulator.me.id, other.token),
    ]
  ) {
    assertEquals(answer.status, 403);
    assertMatch(answer.headers.get("content-type") ?? "", /^text\/plain/);
    assertEquals(await answer.text(), "Forbidden");
  }
});
