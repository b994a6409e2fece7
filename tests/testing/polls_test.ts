import { assertEquals, assertMatch } from "@std/assert";
import { listen, WAYS, world } from "./ask.ts";

const HOUR = 3_600;
const NOW = 1754052300;

function one(way: typeof WAYS[number]) {
  const start = world({}, way);
  const { simulator } = start;
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari] });
  const path = `/v3/poll/${group.id}`;
  const body = {
    subject: "Which pier?",
    options: [{ title: "Four" }, { title: "Nine" }],
    expiration: NOW + 24 * HOUR,
  };
  const create = async (more = {}) => {
    const answer = await start.post(path, { ...body, ...more });
    return (await answer.json()).response;
  };
  return { ...start, mari, token: mari.token, group, path, body, create };
}

for (const way of WAYS) {
  Deno.test(`POST poll asks, with a message of who asks, over ${way}`, async () => {
    const start = one(way);
    const { simulator, post, read, group, path, body } = start;
    const user = `/user/${simulator.me.id}`;
    const events = await listen(start, [user]);
    const answer = await post(path, body);
    assertEquals(answer.status, 201);
    const { response: { poll, message }, meta } = await answer.json();
    assertEquals(meta.code, 20100);
    const { id } = poll.data;
    assertMatch(id, /^\d{16}$/);
    const data = {
      id,
      subject: "Which pier?",
      owner_id: simulator.me.id,
      conversation_id: group.id,
      created_at: NOW,
      expiration: body.expiration,
      status: "active",
      options: [{ id: "1", title: "Four" }, { id: "2", title: "Nine" }],
      last_modified: NOW,
      type: "single",
      visibility: "public",
    };
    assertEquals(poll, { data });
    assertEquals(message.attachments, [{ type: "poll", poll_id: id }]);
    assertEquals([message.user_id, message.system], [simulator.me.id, false]);
    assertMatch(message.text, /^Created new poll 'Which pier\?': https:/);
    assertEquals(message.event, {
      type: "poll.created",
      data: {
        conversation: { id: group.id },
        poll: { id, subject: "Which pier?" },
        user: { id: simulator.me.id, nickname: "Ines Calder" },
      },
    });
    const [pushed] = await events();
    assertEquals(pushed?.data.subject?.id, message.id);
    assertEquals((await read(`${path}/${id}`)).poll, { data });
    const { polls, continuation_token } = await read(path);
    assertEquals([polls, continuation_token], [[{ data }], id]);
    const none = await read(`${path}?continuation_token=${id}`);
    assertEquals(none, { polls: [], continuation_token: id });
  });

  Deno.test(`GET poll lists each of the polls of a second, in pages, over ${way}`, async () => {
    const { read, group, path } = one(way);
    const ids = Array.from(
      { length: 45 },
      () => group.addPoll({ subject: "When?", options: ["a", "b"] }).id,
    );
    assertEquals(new Set(ids).size, 45);
    const listed: string[] = [];
    for (let query = "";;) {
      const { polls, continuation_token } = await read(path + query);
      if (polls.length === 0) break;
      listed.push(
        ...polls.map(({ data }: { data: { id: string } }) => data.id),
      );
      query = `?continuation_token=${continuation_token}`;
    }
    assertEquals(listed, ids.toReversed());
  });

  Deno.test(`POST poll refuses what GroupMe does, over ${way}`, async () => {
    const { simulator, post, ask, path, body } = one(way);
    for (
      const wrong of [
        { subject: "" },
        { options: [{ title: "Four" }] },
        { options: [{ title: "Four" }, {}] },
        { expiration: NOW + 600 },
        { expiration: undefined },
      ]
    ) assertEquals((await post(path, { ...body, ...wrong })).status, 400);
    const hour = await post(path, { ...body, expiration: NOW + HOUR });
    assertEquals(hour.status, 201);
    assertEquals((await ask(`${path}/1`)).status, 404);
    const { token } = simulator.addUser();
    const foreign = await ask(path, { token });
    assertEquals([foreign.status, (await foreign.json()).meta.code], [
      401,
      40100,
    ]);
  });

  Deno.test(`POST vote moves a single vote, and shows who voted, over ${way}`, async () => {
    const { post, read, create, path, token, mari, simulator } = one(way);
    const { id } = (await create()).poll.data;
    await post(`${path}/${id}/1`);
    await post(`${path}/${id}/2`, undefined, { token });
    const answer = await post(`${path}/${id}/2`);
    const { response: { poll }, meta } = await answer.json();
    assertEquals([answer.status, meta.code], [200, 20000]);
    assertEquals(poll.data.options, [
      { id: "1", title: "Four" },
      {
        id: "2",
        title: "Nine",
        votes: 2,
        voter_ids: [simulator.me.id, mari.id],
      },
    ]);
    assertEquals([poll.user_vote, poll.user_votes], ["2", ["2"]]);
    assertEquals((await read(`${path}/${id}`)).poll, poll);
    assertEquals((await post(`${path}/${id}/3`)).status, 404);
    const wrong = await post(`${path}/${id}`, { votes: ["1"] });
    assertEquals(wrong.status, 500);
  });

  Deno.test(`POST votes replaces the choice of several, over ${way}`, async () => {
    const { post, create, path } = one(way);
    const { id } = (await create({ type: "multi" })).poll.data;
    const choose = async (body: object) => {
      const answer = await post(`${path}/${id}`, body);
      return [answer.status, await answer.json()];
    };
    const [, { response }] = await choose({ votes: ["1", "2"] });
    const { poll } = response;
    assertEquals([poll.user_vote, poll.user_votes], [undefined, ["1", "2"]]);
    const [, none] = await choose({ votes: [] });
    assertEquals(none.response.poll.user_votes, undefined);
    assertEquals(none.response.poll.data.options[0], {
      id: "1",
      title: "Four",
    });
    assertEquals(await choose({ options: ["1"] }), [400, {
      response: null,
      meta: { code: 40000, errors: [{ votes: "is required" }] },
    }]);
    assertEquals((await post(`${path}/${id}/1`)).status, 500);
  });

  Deno.test(`an anonymous poll shows no votes, not even one's own, over ${way}`, async () => {
    const { post, create, path } = one(way);
    const { id } = (await create({ visibility: "anonymous" })).poll.data;
    const { response } = await (await post(`${path}/${id}/1`)).json();
    assertEquals(Object.keys(response.poll), ["data"]);
    assertEquals(response.poll.data.options, [
      { id: "1", title: "Four" },
      { id: "2", title: "Nine" },
    ]);
  });

  Deno.test(`a poll is called to mind, ends when due, and says how it went, over ${way}`, async () => {
    const { clock, post, read, create, group, path, mari, token } = one(way);
    const { id } = (await create()).poll.data;
    await post(`${path}/${id}/2`, undefined, { token });
    await clock.advance(23 * HOUR * 1000);
    await read(path);
    assertEquals(group.messageAt(1)?.event?.type, "poll.reminder");
    await clock.advance(HOUR * 1000);
    const { poll } = await read(`${path}/${id}`);
    assertEquals(poll.data.status, "past");
    const notice = group.messageAt(2);
    assertEquals([notice?.text, notice?.system], [
      "Poll 'Which pier?' has ended",
      true,
    ]);
    assertEquals(notice?.event, {
      type: "poll.finished",
      data: {
        conversation: { id: group.id },
        options: [
          { id: "1", title: "Four" },
          { id: "2", title: "Nine", votes: 1, voter_ids: [mari.id] },
        ],
        poll: { id, subject: "Which pier?" },
      },
    });
    const late = await post(`${path}/${id}/1`);
    assertEquals([late.status, (await late.json()).meta.code], [412, 41202]);
  });

  Deno.test(`POST end ends a poll, for its owner, over ${way}`, async () => {
    const { post, read, create, group, path, token } = one(way);
    const { id } = (await create()).poll.data;
    const end = `${path}/${id}/end`;
    assertEquals((await post(end, undefined, { token })).status, 403);
    const { response } = await (await post(end)).json();
    assertEquals(response.poll.data.status, "active");
    assertEquals((await read(`${path}/${id}`)).poll.data.status, "past");
    assertEquals((await post(end)).status, 200);
    assertEquals([group.size, group.messageAt(1)?.event?.type], [
      2,
      "poll.finished",
    ]);
  });

  Deno.test(`addPoll() asks in a topic or a chat as well, over ${way}`, async () => {
    const { simulator, read, group, mari, clock } = one(way);
    const chat = simulator.addChat(mari);
    for (const place of [group.addTopic(), chat]) {
      const poll = place.addPoll({
        subject: "When?",
        options: ["now", "later"],
        owner: mari,
        multiple: true,
        expiresAt: new Date((NOW + 2 * HOUR) * 1000),
      });
      poll.vote(mari, "1", "2");
      poll.vote(simulator.me, "1");
      poll.vote(mari, "2");
      const path = `/v3/poll/${encodeURIComponent(place.id)}/${poll.id}`;
      const { data, user_votes } = (await read(path)).poll;
      assertEquals([data.owner_id, data.type, user_votes], [
        mari.id,
        "multi",
        ["1"],
      ]);
      assertEquals(
        data.options.map(({ votes }: { votes: number }) => votes),
        [1, 1],
      );
      poll.end();
      const last = place.messageAt(place.size - 1);
      assertEquals(last?.event?.type, "poll.finished");
    }
    const { size } = chat;
    await clock.advance(3 * HOUR * 1000);
    await read("/v3/groups");
    assertEquals(chat.size, size);
  });
}
