import {
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertNotMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  GroupMeSimulator,
  type SimulatorChange,
} from "@rxgroupme/client/testing";
import { world } from "./ask.ts";

Deno.test("GroupMeSimulator starts with one user and a token of 40 characters", async () => {
  const { simulator, read } = world({ name: "Mari" });
  assertMatch(simulator.token, /^\w{40}$/);
  const { id, user_id, name } = await read("/v3/users/me");
  assertEquals([id, user_id, name], [
    simulator.me.id,
    simulator.me.id,
    "Mari",
  ]);
});

Deno.test("GroupMeSimulator takes undefined options for those not given", async () => {
  const { read } = world({ seed: undefined, pageCap: undefined });
  assertEquals((await read("/v3/users/me")).name, "Ines Calder");
});

Deno.test("fetch() needs no this, and takes an address as well as a request", async () => {
  const { fetch, token } = new GroupMeSimulator();
  const headers = { "X-Access-Token": token };
  const url = "https://api.groupme.com/v3/users/me";
  assertEquals((await fetch(url, { headers })).status, 200);
  assertEquals((await fetch(new URL(url), { headers })).status, 200);
  // What a server passes beside the request means nothing here.
  const info = { remoteAddr: { hostname: "localhost" } };
  assertEquals((await fetch(new Request(url, { headers }), info)).status, 200);
});

Deno.test("fetch() breaks its answer off where a server has to send one", async () => {
  const { simulator } = world();
  simulator.fault({ connectionError: true });
  const request = new Request("http://localhost/v3/groups");
  const answer = await simulator.fetch(request, {});
  await assertRejects(() => answer.text(), TypeError);
  assertEquals(simulator.requests[0]?.status, null);
  assertEquals(simulator.open, 0);
});

Deno.test("fetch() answers 401 to a wrong token or none, but for bots and pictures", async () => {
  const { simulator, ask } = world();
  simulator.addUser();
  const paths = [
    "/v3/groups",
    "/v3/groups/1",
    "/v3/groups/1/messages",
    "/v3/chats",
    "/v3/bots",
    "/v3/users/me",
  ];
  for (const path of paths) {
    for (const token of [null, "", "x".repeat(40)]) {
      const answer = await ask(path, { token });
      assertEquals(answer.status, 401, path);
      assertEquals(await answer.json(), {
        meta: { code: 401, errors: ["unauthorized"] },
        response: null,
      });
    }
  }
  const pictures = "https://image.groupme.com/pictures";
  const upload = await ask(pictures, { method: "POST", token: null });
  assertEquals(upload.status, 401);
});

Deno.test("fetch() takes the token from the header or from the address", async () => {
  const { simulator, ask } = world();
  const { token } = simulator;
  for (const name of ["token", "access_token"]) {
    const path = `/v3/users/me?${name}=${token}`;
    assertEquals((await ask(path, { token: null })).status, 200);
  }
  simulator.revokeToken(token);
  assertEquals((await ask("/v3/users/me")).status, 401);
});

Deno.test("fetch() answers unknown paths and methods in plain words", async () => {
  const { ask } = world();
  for (
    const [method, path] of [["GET", "/v3/nothing"], ["PUT", "/v3/groups"]]
  ) {
    const answer = await ask(path ?? "", { method });
    assertEquals([answer.status, await answer.text()], [404, "Not Found"]);
    assertMatch(answer.headers.get("content-type") ?? "", /^text\/plain/);
  }
});

Deno.test("fetch() answers what a browser asks before, whatever its origin", async () => {
  const { ask } = world();
  const preflight = (path: string) =>
    ask(path, {
      method: "OPTIONS",
      token: null,
      headers: {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-access-token",
      },
    });
  const pictures = "https://image.groupme.com/pictures";
  for (const path of ["/v3/groups", pictures, "/v4/groups/1/messages/2"]) {
    const { ok, headers } = await preflight(path);
    assertEquals([ok, headers.get("access-control-allow-origin")], [true, "*"]);
    assertMatch(headers.get("access-control-allow-headers") ?? "", /x-access/);
    const hasPatch = headers.get("access-control-allow-methods")
      ?.includes("PATCH");
    assertEquals(hasPatch, path.startsWith("/v4"));
  }
  const answer = await ask("/v3/users/me");
  assertEquals(answer.headers.get("access-control-allow-origin"), "*");
});

Deno.test("requests holds what was asked, without a token", async () => {
  const { simulator, ask, post, clock } = world();
  const { token } = simulator;
  await ask(`/v3/groups?page=2&token=${token}`, { token: null });
  await clock.advance(10);
  await ask("/v3/users/me?access_token=secret");
  await post("/v3/bots/post?bot_id=secret&text=hi", {}, { token: null });
  const start = clock.now() - 10;
  assertEquals(simulator.requests, [
    {
      method: "GET",
      host: "api.groupme.com",
      path: "/v3/groups",
      query: { page: "2" },
      auth: "query",
      at: start,
      status: 200,
    },
    {
      method: "GET",
      host: "api.groupme.com",
      path: "/v3/users/me",
      query: {},
      auth: "header",
      at: start + 10,
      status: 200,
    },
    {
      method: "POST",
      host: "api.groupme.com",
      path: "/v3/bots/post",
      query: { text: "hi" },
      auth: "none",
      at: start + 10,
      status: 404,
    },
  ]);
  const text = JSON.stringify(simulator.requests);
  assertNotMatch(text, new RegExp(`secret|${token}`));
  simulator.resetRequests();
  assertEquals(simulator.requests, []);
});

Deno.test("inject() posts by another user, by a chosen one, a bot or the system", async () => {
  const { simulator, read } = world();
  const [one, two] = [simulator.addUser(), simulator.addUser()];
  const group = simulator.addGroup({ members: [one, two] });
  const bot = simulator.addBot(group, { name: "tide-bot" });
  const event = { type: "group.unshared", data: {} };
  const sent = [
    simulator.inject(group),
    simulator.inject(group.id, { userId: simulator.me.id, text: "mine" }),
    simulator.inject(group, { botId: bot.botId }),
    simulator.inject(group, { isSystem: true, event }),
  ];
  assertEquals(
    sent.map(({ sender_id, sender_type, system }) => [
      sender_id,
      sender_type,
      system,
    ]),
    [
      [one.id, "user", false],
      [simulator.me.id, "user", false],
      [bot.userId, "bot", false],
      ["system", "system", true],
    ],
  );
  const { messages } = await read(`/v3/groups/${group.id}/messages`);
  assertEquals(messages, sent.reverse());
});

Deno.test("inject() posts into chats", async () => {
  const { simulator, read } = world();
  const other = simulator.addUser();
  const chat = simulator.addChat(other, { history: 0 });
  const sent = simulator.inject(chat, { sourceGuid: "g" });
  assertEquals([sent.recipient_id, sent.source_guid], [simulator.me.id, "g"]);
  const path = `/v3/direct_messages?other_user_id=${other.id}`;
  assertEquals((await read(path)).direct_messages, [sent]);
});

Deno.test("inject() refuses what is not there", () => {
  const { simulator } = world();
  const group = simulator.addGroup();
  assertThrows(() => simulator.inject("1"), RangeError, "conversation 1");
  const post = (options: { userId?: string; botId?: string }) => () =>
    simulator.inject(group, options);
  assertThrows(post({ userId: "1" }), RangeError, "user 1");
  assertThrows(post({ botId: "secret" }), RangeError, "no such bot");
  assertThrows(() => simulator.addGroup({ members: ["1"] }), RangeError);
  assertThrows(() => group.idAt(0), RangeError, "index is 0");
});

Deno.test("changes tells of messages and reactions as they happen", async () => {
  const { simulator, post } = world();
  const other = simulator.addUser();
  const group = simulator.addGroup({ members: [other] });
  const seen: SimulatorChange[] = [];
  simulator.changes.subscribe((change) => seen.push(change));
  const message = simulator.inject(group, { visibleAfter: 1000 });
  const late = seen[0];
  assertEquals(late?.message, message);
  assertEquals(late?.userIds, [simulator.me.id, other.id]);
  await post(`/v3/messages/${group.id}/${message.id}/like`);
  assertEquals(seen.length, 1);
  const visible = simulator.inject(group);
  await post(`/v3/messages/${group.id}/${visible.id}/like`);
  await post(`/v3/messages/${group.id}/${visible.id}/like`);
  assertEquals(seen.map(({ type }) => type), [
    "message",
    "message",
    "reactions",
  ]);
  assertEquals(seen[2]?.message?.favorited_by, [simulator.me.id]);
});

/** What a simulator gives for a seed, whatever is done in it. */
async function everything(seed: number, shortPages = 0): Promise<string> {
  const { simulator, clock, post, read } = world({ seed, shortPages });
  const mari = simulator.addUser();
  const group = simulator.addGroup({ members: [mari], history: 30 });
  const chat = simulator.addChat(mari);
  const topic = group.addTopic({ history: 5 });
  const poll = group.addPoll({ subject: "When?", options: ["a", "b"] });
  poll.vote(mari, "2");
  const startAt = new Date(clock.now() + 3_600_000);
  topic.addEvent({ name: "Count", startAt, reminders: [900] });
  chat.readBy(mari);
  group.addApplicant();
  await post("/v3/users/features/share", { status: "disable" });
  const paths = [
    "/v3/users/me",
    "/v3/groups?include=unread_count",
    "/v3/chats",
    `/v3/groups/${group.id}/subgroups`,
    `/v3/groups/${topic.id}/messages?limit=3`,
    `/v3/poll/${group.id}`,
    `/v3/conversations/${topic.id}/events/list`,
    `/v3/groups/${group.id}/pending_memberships`,
    "/v4/read_receipts",
  ];
  const rows = [];
  for (const path of paths) rows.push(await read(path));
  return JSON.stringify([simulator.token, poll.id, rows]);
}

Deno.test("GroupMeSimulator is the same for the same seed, and another for another", async () => {
  const first = await everything(7);
  assertEquals(await everything(7), first);
  assertNotEquals(await everything(8), first);
  // Short pages take their chances from elsewhere.
  const short = await everything(7, 0.9);
  assertEquals(short.slice(0, 2_000), first.slice(0, 2_000));
});
