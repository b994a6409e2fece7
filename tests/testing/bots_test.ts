import { assertEquals, assertMatch } from "@std/assert";
import { textsOf, WAYS, world } from "./ask.ts";

const callback_url = "https://bot.example.invalid/hook";

/** A group, and what is sent to the bots in it. */
function group() {
  const calls: Request[] = [];
  const start = world({
    onCallback: (request) => {
      calls.push(request);
      throw new Error("the bot is ill");
    },
  });
  const place = start.simulator.addGroup({ members: 1 });
  const create = async (bot: object) =>
    (await (await start.post("/v3/bots", {
      bot: { name: "tide-bot", group_id: place.id, ...bot },
    })).json()).response.bot;
  const bodies = async () => {
    await start.clock.settle();
    return Promise.all(calls.splice(0).map((request) => request.json()));
  };
  return { ...start, place, create, bodies };
}

Deno.test("POST bots makes a bot, listed for its owner", async () => {
  const { post, read, place, simulator } = group();
  const bot = { name: "tide-bot", group_id: place.id, callback_url };
  const answer = await post("/v3/bots", { bot });
  assertEquals(answer.status, 201);
  const { response } = await answer.json();
  assertMatch(response.bot.bot_id, /^[0-9a-f]{26}$/);
  assertEquals(response.bot, {
    bot_id: response.bot.bot_id,
    group_id: place.id,
    name: "tide-bot",
    avatar_url: null,
    callback_url,
    dm_notification: false,
    active: true,
  });
  assertEquals(await read("/v3/bots"), [response.bot]);
  const { token } = simulator.addUser();
  assertEquals(await read("/v3/bots", { token }), []);
  assertEquals((await post("/v3/bots", { bot }, { token })).status, 404);
  assertEquals((await post("/v3/bots", { bot: {} })).status, 400);
});

Deno.test("POST bots/post needs the bot's id alone, and answers 201 with a space", async () => {
  const { post, ask, place, simulator } = group();
  const { botId: bot_id, userId } = simulator.addBot(place);
  const send = (body: object, query = "") =>
    post(`/v3/bots/post${query}`, body, { token: null });
  const answer = await send({ bot_id, text: "High water 11:42" });
  assertEquals([answer.status, await answer.text()], [201, " "]);
  await send({ bot_id, text: "look", picture_url: "https://i.groupme.com/x" });
  await send({}, `?bot_id=${bot_id}&text=asked`);
  assertEquals((await send({ bot_id: "17", text: "hi" })).status, 404);
  assertEquals((await send({ bot_id, text: "x".repeat(1001) })).status, 400);
  assertEquals((await send({ bot_id })).status, 400);
  const list = await ask(`/v3/groups/${place.id}/messages`);
  assertEquals(await textsOf(list), "asked look High water 11:42");
  const message = place.messageAt(1);
  assertEquals([message?.sender_type, message?.sender_id], ["bot", userId]);
  assertEquals(message?.attachments[0]?.type, "image");
});

Deno.test("POST bots/destroy is for the owner", async () => {
  const { post, read, create, simulator } = group();
  const { bot_id } = await create({});
  const { token } = simulator.addUser();
  const path = "/v3/bots/destroy";
  assertEquals((await post(path, { bot_id }, { token })).status, 404);
  const answer = await post(path, { bot_id });
  assertEquals([answer.status, await answer.text()], [200, ""]);
  assertEquals(await read("/v3/bots"), []);
  const text = "hi";
  assertEquals((await post("/v3/bots/post", { bot_id, text })).status, 404);
});

Deno.test("onCallback gets each message of the group, the bot's own included", async () => {
  const { post, create, bodies, place, simulator } = group();
  const { bot_id } = await create({ callback_url });
  await bodies();
  const sent = simulator.inject(place, { text: "tides?" });
  await post("/v3/bots/post", { bot_id, text: "High water" });
  simulator.inject(simulator.addGroup({ members: 1 }));
  const [first, second, ...more] = await bodies();
  assertEquals(more, []);
  assertEquals([first.text, first.id, first.sender_type], [
    "tides?",
    sent.id,
    "user",
  ]);
  assertEquals(Object.keys(first).sort(), [
    "attachments",
    "avatar_url",
    "created_at",
    "group_id",
    "id",
    "name",
    "sender_id",
    "sender_type",
    "source_guid",
    "system",
    "text",
    "user_id",
  ]);
  assertEquals([second.text, second.sender_type], ["High water", "bot"]);
});

Deno.test("onCallback is never called for a bot made with a null dm_notification", async () => {
  const { create, bodies, place, simulator } = group();
  await create({ callback_url, dm_notification: null });
  await create({ callback_url: null });
  await bodies();
  simulator.inject(place, { text: "tides?" });
  assertEquals(await bodies(), []);
});

for (const way of WAYS) {
  Deno.test(`bots are made, used and destroyed by forms, over ${way}`, async () => {
    const { simulator, fetch } = world({}, way);
    const { token } = simulator;
    const group = simulator.addGroup({ members: 1 });
    const form = (path: string, fields?: Record<string, string>) =>
      fetch(
        new Request(`https://api.groupme.com/v3${path}`, {
          method: "POST",
          body: fields && new URLSearchParams(fields),
        }),
      );
    const made = await form(`/bots?token=${token}`, {
      "bot[name]": "B & co",
      "bot[group_id]": group.id,
    });
    assertEquals(made.status, 201);
    const { bot: { bot_id, name } } = (await made.json()).response;
    assertEquals(name, "B & co");
    const posted = await form("/bots/post", { bot_id, text: "by form" });
    assertEquals(posted.status, 201);
    await form(`/bots/post?bot_id=${bot_id}&text=by%20query`);
    const said = [1, 2].map((index) => group.messageAt(index)?.text);
    assertEquals(said, ["by form", "by query"]);
    const gone = await form(`/bots/destroy?token=${token}`, { bot_id });
    assertEquals(gone.status, 200);
  });
}
