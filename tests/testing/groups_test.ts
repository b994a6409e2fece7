import { assertEquals, assertMatch } from "@std/assert";
import { textsOf, world } from "./ask.ts";

Deno.test("POST groups makes a group of one's own", async () => {
  const { post, read, simulator } = world();
  const answer = await post("/v3/groups", {
    name: "Pool",
    description: "who is out",
    share: true,
  });
  assertEquals(answer.status, 201);
  const { response } = await answer.json();
  assertEquals([response.name, response.description, response.image_url], [
    "Pool",
    "who is out",
    null,
  ]);
  assertMatch(response.share_url, /\/join_group\/\d+\/\w{8}$/);
  assertEquals(response.creator_user_id, simulator.me.id);
  assertEquals(response.members[0].roles, ["admin", "owner"]);
  assertEquals(response.messages.count, 0);
  assertEquals(await read(`/v3/groups/${response.id}`), response);
});

Deno.test("POST groups refuses a group without a name, or with too long ones", async () => {
  const { post } = world();
  const refused = [
    {},
    { name: null },
    { name: " " },
    { name: "x".repeat(141) },
    { name: "x", description: "x".repeat(256) },
  ];
  for (const body of refused) {
    assertEquals((await post("/v3/groups", body)).status, 400);
  }
});

Deno.test("POST update changes what is named, clears what is null, and tells", async () => {
  const { post, ask, simulator } = world();
  const { id } = simulator.addGroup({ name: "Pool", description: "old" });
  const path = `/v3/groups/${id}`;
  const change = async (body: object) =>
    (await (await post(`${path}/update`, body)).json()).response;
  const named = await change({ name: "Crew" });
  assertEquals([named.name, named.description], ["Crew", "old"]);
  const cleared = await change({ description: null, share: null });
  assertEquals([cleared.description, cleared.share_url], ["", null]);
  const shared = await change({ share: true, group_type: "closed" });
  assertMatch(shared.share_url, /\w{8}$/);
  assertEquals([shared.type, shared.max_memberships], ["closed", 5000]);
  assertEquals(
    await textsOf(await ask(`${path}/messages?after_id=0`)),
    "Ines Calder changed the group's name to Crew " +
      "Ines Calder changed the topic to:  " +
      "Ines Calder disabled the group's share link " +
      "Ines Calder changed the group's type to closed " +
      "Ines Calder enabled the group's share link",
  );
  assertEquals((await post(`${path}/update`, { name: "" })).status, 400);
});

Deno.test("POST update keeps the settings that are no text as they come", async () => {
  const { post, read, simulator } = world();
  const path = `/v3/groups/${simulator.addGroup().id}`;
  const settings = {
    join_question: { type: "join_reason/questions/text", text: "Why?" },
    like_icon: { type: "emoji", pack_id: 1, pack_index: 12 },
    message_deletion_mode: ["sender"],
  };
  await post(`${path}/update`, settings);
  const { join_question, like_icon, message_deletion_mode } = await read(path);
  assertEquals({ join_question, like_icon, message_deletion_mode }, settings);
  await post(`${path}/update`, { like_icon: null });
  assertEquals((await read(path)).like_icon, null);
});

Deno.test("POST update posts no notices, if told", async () => {
  const { post, ask, simulator } = world({ notices: false });
  const { id } = simulator.addGroup();
  await post(`/v3/groups/${id}/update`, { name: "Crew" });
  assertEquals((await ask(`/v3/groups/${id}/messages`)).status, 304);
});

Deno.test("POST update fails as in 2018, if told", async () => {
  const { post, read, simulator } = world({ legacyUpdateBugs: true });
  const { id } = simulator.addGroup();
  const path = `/v3/groups/${id}/update`;
  const bare = await post(path, { office_mode: false });
  assertEquals(bare.status, 400);
  assertEquals((await bare.json()).meta.errors, ["Topic can't be blank"]);
  const half = await post(path, { name: "x" });
  assertEquals(half.status, 500);
  assertMatch((await half.json()).meta.errors[0], /^sql: Scan error/);
  assertEquals((await read(`/v3/groups/${id}`)).office_mode, false);
  const whole = await post(path, { name: "x", office_mode: true });
  assertEquals((await whole.json()).response.office_mode, true);
});

Deno.test("POST update is for admins, where the group is not private", async () => {
  const { post, simulator } = world();
  const { token, id: member } = simulator.addUser();
  const open = simulator.addGroup({ members: [member] });
  const closed = simulator.addGroup({ members: [member], type: "closed" });
  const status = async (id: string, as: string) => {
    const body = { name: "x" };
    const path = `/v3/groups/${id}/update`;
    return (await post(path, body, { token: as })).status;
  };
  assertEquals(await status(open.id, token), 200);
  assertEquals(await status(closed.id, token), 403);
  assertEquals(await status(closed.id, simulator.token), 200);
  assertEquals(await status(open.id, simulator.addUser().token), 404);
});

Deno.test("POST destroy is for the owner, and leaves nothing", async () => {
  const { post, ask, read, simulator } = world();
  const other = simulator.addUser();
  const group = simulator.addGroup({ members: [other], history: 3 });
  simulator.addBot(group);
  const path = `/v3/groups/${group.id}`;
  const { token } = other;
  assertEquals((await post(`${path}/destroy`, {}, { token })).status, 403);
  const answer = await post(`${path}/destroy`);
  assertEquals([answer.status, await answer.text()], [200, ""]);
  assertEquals(answer.headers.get("content-length"), "0");
  assertEquals((await ask(path)).status, 404);
  assertEquals((await ask(`${path}/messages`)).status, 404);
  assertEquals((await post(`${path}/destroy`)).status, 404);
  assertEquals(await read("/v3/groups"), []);
  assertEquals(await read("/v3/bots"), []);
});

Deno.test("POST change_owners tells for each group how it went", async () => {
  const { post, read, simulator } = world();
  const heir = simulator.addUser();
  const mine = simulator.addGroup({ members: [heir] });
  const theirs = simulator.addGroup({ owner: heir, members: [simulator.me] });
  const { id: me } = simulator.me;
  const ask = async (...pairs: [string, unknown][]) => {
    const requests = pairs
      .map(([group_id, owner_id]) => ({ group_id, owner_id }));
    const answer = await post("/v3/groups/change_owners", { requests });
    assertEquals(answer.status, 200);
    const { results } = (await answer.json()).response;
    return results.map(({ status }: { status: string }) => status).join(" ");
  };
  const stranger = simulator.addUser().id;
  assertEquals(
    await ask(
      [mine.id, me],
      [theirs.id, me],
      [mine.id, stranger],
      ["1", heir.id],
      [mine.id, "x"],
      [mine.id, undefined],
    ),
    "400 403 404 404 405 405",
  );
  assertEquals(await ask([mine.id, heir.id]), "200");
  const { creator_user_id, members } = await read(`/v3/groups/${mine.id}`);
  assertEquals(creator_user_id, heir.id);
  assertEquals(
    members.map(({ roles }: { roles: string[] }) => roles.join(" ")),
    ["admin", "admin owner"],
  );
  assertEquals(await ask([mine.id, me]), "403");
});

Deno.test("POST groups and joins by link need a verified device, if told", async () => {
  const { post, simulator } = world({ requireDeviceVerification: true });
  const owner = simulator.addUser();
  const { id, shareToken } = simulator.addGroup({ owner });
  const mine = simulator.addGroup();
  const member = { nickname: "Mari", user_id: owner.id };
  const cases: [string, unknown][] = [
    ["/v3/groups", { name: "x" }],
    [`/v3/groups/${mine.id}/members/add`, { members: [member] }],
    [`/v3/groups/${id}/join/${shareToken}`, {}],
    [`/v3/groups/${id}/join`, {}],
  ];
  for (const [path, body] of cases) {
    const answer = await post(path, body);
    assertEquals(answer.status, 401, path);
    assertEquals(await answer.json(), {
      meta: { code: 40102, errors: ["device_verification_failed"] },
    });
  }
  const open = await post(`/v3/groups/${id}/join`, { share_token: shareToken });
  assertEquals(open.ok, true);
  const headers = { "X-verify-token": "demo" };
  const made = await post("/v3/groups", { name: "x" }, { headers });
  assertEquals(made.status, 201);
});
