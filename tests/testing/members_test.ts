import { assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import { listen, textsOf, WAYS, world } from "./ask.ts";

/** One's own group, with one other member. */
function group(options = {}) {
  const start = world(options);
  const other = start.simulator.addUser({ name: "Teo Marsh" });
  const place = start.simulator.addGroup({ members: [other] });
  const path = `/v3/groups/${place.id}`;
  const members = async (token?: string): Promise<
    { id: string; user_id: string; nickname: string }[]
  > => (await start.read(path, { token })).members;
  const membership = async (userId: string) =>
    (await members()).find(({ user_id }) => user_id === userId)?.id;
  const notices = async () =>
    textsOf(await start.ask(`${path}/messages?after_id=0`));
  return { ...start, other, place, path, members, membership, notices };
}

Deno.test("POST members/add answers 202, and has results when it is time", async () => {
  const { simulator, post, ask, clock, path, members, notices, other } = group({
    membershipDelay: 3000,
  });
  const [byId, byMail, byPhone] = [
    simulator.addUser(),
    simulator.addUser(),
    simulator.addUser(),
  ];
  const wanted = [
    { nickname: "Mari", user_id: byId.id, email: null, guid: "g-0" },
    { nickname: "Dov", email: byMail.email, guid: "g-1" },
    { nickname: "Lina", phone_number: byPhone.phoneNumber, guid: "g-2" },
    { nickname: "Nobody", user_id: "17", guid: "g-3" },
    { nickname: "Again", user_id: other.id, guid: "g-4" },
    { nickname: "", user_id: simulator.addUser().id, guid: "g-5" },
  ];
  const answer = await post(`${path}/members/add`, { members: wanted });
  assertEquals(answer.status, 202);
  const { results_id } = (await answer.json()).response;
  const results = () => ask(`${path}/members/results/${results_id}`);
  assertEquals((await results()).status, 503);
  await clock.advance(2999);
  assertEquals((await results()).status, 503);
  assertEquals((await members()).length, 2);
  await clock.advance(1);
  const ready = await results();
  assertEquals(ready.status, 200);
  const found = (await ready.json()).response.members;
  assertEquals(
    found.map(({ guid, nickname, user_id }: {
      guid: string;
      nickname: string;
      user_id: string;
    }) => [guid, nickname, user_id]),
    [
      ["g-0", "Mari", byId.id],
      ["g-1", "Dov", byMail.id],
      ["g-2", "Lina", byPhone.id],
    ],
  );
  assertEquals((await members()).length, 5);
  assertEquals(
    await notices(),
    "Ines Calder added Mari, Dov, Lina to the group",
  );
  await clock.advance(3_600_000 - 3001);
  assertEquals((await results()).status, 200);
  await clock.advance(1);
  assertEquals((await results()).status, 404);
});

Deno.test("GET members/results answers 404 to an unknown id", async () => {
  const { ask, path } = group();
  assertEquals((await ask(`${path}/members/results/17`)).status, 404);
});

Deno.test("POST members/add refuses strangers, and an empty list", async () => {
  const { post, path, simulator } = group();
  const members = [{ nickname: "Mari", user_id: simulator.me.id }];
  const { token } = simulator.addUser();
  const stranger = await post(`${path}/members/add`, { members }, { token });
  assertEquals(stranger.status, 404);
  assertEquals((await post(`${path}/members/add`, {})).status, 400);
});

Deno.test("POST members/remove takes a membership id, and shuts the member out", async () => {
  const { post, ask, read, path, other, membership, members, notices } =
    group();
  const { token } = other;
  const remove = (id: string | undefined, as?: string) =>
    post(`${path}/members/${id}/remove`, { membership_id: id }, { token: as });
  assertEquals((await remove(other.id)).status, 404);
  const id = await membership(other.id);
  const answer = await remove(id);
  assertEquals([answer.status, await answer.text()], [200, ""]);
  assertEquals((await members()).length, 1);
  assertEquals((await ask(path, { token })).status, 404);
  const messages = await ask(`${path}/messages`, { token });
  assertEquals([messages.status, await messages.text()], [404, ""]);
  assertEquals(await read("/v3/groups", { token }), []);
  assertEquals((await remove(id)).status, 404);
  assertMatch(await notices(), /Ines Calder removed Teo Marsh/);
});

Deno.test("POST members/remove is for admins, and for oneself, and never the owner", async () => {
  const { post, path, other, simulator, membership } = group();
  const owner = await membership(simulator.me.id);
  const own = await membership(other.id);
  const remove = async (id: string | undefined, token: string) =>
    (await post(`${path}/members/${id}/remove`, {}, { token })).status;
  assertEquals(await remove(owner, other.token), 403);
  assertEquals(await remove(owner, simulator.token), 403);
  assertEquals(await remove(own, other.token), 200);
});

Deno.test("POST groups/join lets back in who left, with an answer of before", async () => {
  const { post, read, path, place, other, membership } = group();
  const { token } = other;
  const own = await membership(other.id);
  await post(`${path}/members/${own}/remove`, {}, { token });
  const former = await read("/v3/groups/former", { token });
  assertEquals(former.map(({ id }: { id: string }) => id), [place.id]);
  assertEquals(former[0].members.length, 1);
  const body = { group_id: place.id };
  const answer = await post("/v3/groups/join", body, { token });
  assertEquals(answer.status, 200);
  assertEquals((await answer.json()).response.members.length, 1);
  assertEquals(await membership(other.id), own);
  assertEquals(await read("/v3/groups/former", { token }), []);
});

Deno.test("POST groups/join keeps out who was removed, and strangers", async () => {
  const { post, read, path, place, other, membership, simulator } = group();
  const { token } = other;
  await post(`${path}/members/${await membership(other.id)}/remove`);
  const former = await read("/v3/groups/former", { token });
  assertEquals(former.length, 1);
  const body = { group_id: place.id };
  const join = async (as: string) =>
    (await post("/v3/groups/join", body, { token: as })).status;
  assertEquals(await join(token), 403);
  assertEquals(await join(simulator.addUser().token), 404);
});

Deno.test("POST join lets in who has the token, by path or by body", async () => {
  const { post, path, place, simulator, members, notices } = group();
  const { shareToken } = place;
  const [one, two] = [simulator.addUser(), simulator.addUser()];
  const byPath = await post(`${path}/join/${shareToken}`, undefined, one);
  const { response, meta } = await byPath.json();
  assertEquals([byPath.status, meta.code], [200, 20100]);
  assertEquals(response.group.members.length, 3);
  const body = { share_token: shareToken };
  const byBody = await post(`${path}/join`, body, two);
  assertEquals((await byBody.json()).meta.code, 20100);
  const again = await post(`${path}/join`, body, two);
  assertEquals([again.status, (await again.json()).meta.code], [200, 20000]);
  assertEquals((await members()).length, 4);
  assertMatch(await notices(), /has joined the group/);
});

Deno.test("POST join answers 404 to a wrong token, and to any where there is none", async () => {
  const { post, simulator } = world();
  const owner = simulator.addUser();
  const shared = simulator.addGroup({ owner });
  const closed = simulator.addGroup({ owner, share: false });
  const paths = [
    `/v3/groups/${shared.id}/join/12345678`,
    `/v3/groups/${closed.id}/join/null`,
    `/v3/groups/1/join/${shared.shareToken}`,
    `/v3/groups/${shared.id}/join`,
  ];
  for (const path of paths) {
    const answer = await post(path, {});
    assertEquals(answer.status, 404);
    assertEquals((await answer.json()).meta.errors, ["not found"]);
  }
});

Deno.test("POST join asks the question, and files the request where that is needed", async () => {
  const { post, read, simulator } = world();
  const owner = simulator.addUser();
  const { id, shareToken: share_token } = simulator.addGroup({
    owner,
    requiresApproval: true,
    showJoinQuestion: true,
    joinQuestion: { type: "join_reason/questions/text", text: "Which pier?" },
  });
  const path = `/v3/groups/${id}/join`;
  const silent = await post(path, { share_token });
  assertEquals(silent.status, 400);
  assertEquals((await silent.json()).meta.code, 40016);
  const answer = { response: "pier 4" };
  const filed = await post(path, { share_token, answer });
  const { response, meta } = await filed.json();
  assertEquals([filed.status, meta.code], [200, 20101]);
  assertEquals("members" in response.group, false);
  assertEquals(await read("/v3/groups"), []);
});

Deno.test("POST memberships/update renames oneself in the group only", async () => {
  const { post, read, path, members, simulator, notices } = group();
  const update = (membership: object) =>
    post(`${path}/memberships/update`, { membership });
  const answer = await update({ nickname: "Ines C", avatar_url: "x" });
  const { response } = await answer.json();
  assertEquals([response.nickname, response.avatar_url, response.image_url], [
    "Ines C",
    "x",
    "x",
  ]);
  assertEquals((await members())[0]?.nickname, "Ines C");
  assertEquals((await read("/v3/users/me")).name, "Ines Calder");
  await post(`${path}/messages`, { message: { text: "hi" } });
  assertMatch(await notices(), /changed name to Ines C hi$/);
  for (const nickname of ["", "x".repeat(51), null]) {
    assertEquals((await update({ nickname })).status, 400);
  }
  assertEquals((await update({ nickname: "x".repeat(50) })).status, 200);
  const { token } = simulator.addUser();
  const membership = { nickname: "x" };
  const stranger = await post(
    `${path}/memberships/update`,
    { membership },
    { token },
  );
  assertEquals(stranger.status, 404);
});

for (const way of WAYS) {
  Deno.test(`POST members/add pushes membership.create to who is added, over ${way}`, async () => {
    const start = world({}, way);
    const { simulator, post, ask, clock } = start;
    const mari = simulator.addUser({ name: "Mari" });
    const group = simulator.addGroup({ name: "Tide Pool Crew" });
    const events = await listen(start, [`/user/${mari.id}`], mari.token);
    const members = [{ nickname: "Mari", user_id: mari.id, guid: "g" }];
    await post(`/v3/groups/${group.id}/members/add`, { members });
    await clock.advance(1_000);
    await ask("/v3/groups");
    const [notice, created] = await events();
    assertEquals(notice?.data.type, "line.create");
    assertEquals([created?.data.type, created?.data.alert], [
      "membership.create",
      'You\'ve been added to "Tide Pool Crew" with Ines Calder.',
    ]);
    assertObjectMatch(created?.data.subject ?? {}, {
      id: group.id,
      name: "Tide Pool Crew",
      creator_id: simulator.me.id,
      max_memberships: 5000,
      type: "private",
    });
  });
}
