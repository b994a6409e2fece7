import { assertEquals, assertObjectMatch } from "@std/assert";
import { listen, WAYS, world } from "./ask.ts";

const question = { type: "join_reason/questions/text", text: "Which pier?" };

function one(way: typeof WAYS[number], profile = {}) {
  const start = world({}, way);
  const { simulator } = start;
  const [mari, dov] = [
    simulator.addUser({ name: "Mari" }),
    simulator.addUser({ name: "Dov" }),
  ];
  const group = simulator.addGroup({ members: [mari], ...profile });
  const path = `/v3/groups/${group.id}`;
  const membership = async (userId: string): Promise<string> => {
    const { members } = await start.read(path);
    return members.find((it: { user_id: string }) => it.user_id === userId)?.id;
  };
  const join = (user: { token: string }, answer?: string) =>
    start.post(`${path}/join`, {
      share_token: group.shareToken,
      ...answer && { answer: { response: answer } },
    }, user);
  return { ...start, mari, dov, group, path, membership, join };
}

for (const way of WAYS) {
  Deno.test(`GET members lists active and former ones, for admins, over ${way}`, async () => {
    const { simulator, ask, read, post, path, mari, dov, membership, join } =
      one(way);
    const list = async (filter: string) => {
      const { memberships } = await read(`${path}/members?filter=${filter}`);
      return memberships.map(({ user_id, state }: Record<string, string>) => [
        user_id,
        state,
      ]);
    };
    assertEquals(await list("active"), [
      [simulator.me.id, "active"],
      [mari.id, "active"],
    ]);
    await join(dov);
    const id = await membership(dov.id);
    const bare = { membership: { avatar_url: null } };
    await post(`${path}/memberships/update`, bare, dov);
    await post(`${path}/members/${id}/remove`, {}, dov);
    await post(`${path}/members/${await membership(mari.id)}/remove`);
    assertEquals(await list("inactive"), [
      [dov.id, "exited"],
      [mari.id, "removed"],
    ]);
    const { memberships } = await read(`${path}/members?filter=inactive`);
    assertEquals(Object.keys(memberships[0]).sort(), [
      "id",
      "name",
      "nickname",
      "roles",
      "state",
      "user_id",
    ]);
    await join(mari);
    const { token } = mari;
    assertEquals((await ask(`${path}/members`, { token })).status, 401);
  });

  Deno.test(`POST members/update changes a role, with a notice, over ${way}`, async () => {
    const { simulator, post, path, group, mari, membership } = one(way);
    const update = `${path}/members/${await membership(mari.id)}/update`;
    const asMember = await post(update, { role: "admin" }, mari);
    assertEquals(asMember.status, 401);
    for (const role of ["admin", "admin", "user"]) {
      const { response } = await (await post(update, { role })).json();
      assertObjectMatch(response.member, { user_id: mari.id, roles: [role] });
    }
    const data = {
      user: { id: Number(simulator.me.id), nickname: "Ines Calder" },
      member: { id: Number(mari.id), nickname: "Mari" },
    };
    const type = "group.role_change_admin";
    assertEquals([group.size, group.messageAt(0)?.event], [
      2,
      { type, data: { ...data, role: "admin" } },
    ]);
    assertEquals(group.messageAt(1)?.event?.data, { ...data, role: "user" });
    assertEquals((await post(update, { role: "king" })).status, 400);
    const owner = `${path}/members/${await membership(simulator.me.id)}/update`;
    assertEquals((await post(owner, { role: "user" })).status, 403);
  });

  Deno.test(`a group that wants approval files applications, over ${way}`, async () => {
    const start = one(way, {
      requiresApproval: true,
      showJoinQuestion: true,
      joinQuestion: question,
    });
    const { read, post, group, path, mari, dov, join } = start;
    const bare = await join(dov);
    assertEquals([bare.status, (await bare.json()).meta.code], [400, 40016]);
    const events = await listen(start, [`/user/${dov.id}`], dov.token);
    const applied = await join(dov, "pier 4");
    assertEquals((await applied.json()).meta.code, 20101);
    assertEquals((await join(dov, "pier 5")).status, 200);
    const pending = await read(`${path}/pending_memberships`, mari);
    const [applicant, ...none] = pending;
    assertEquals(none, []);
    assertObjectMatch(applicant, {
      user_id: dov.id,
      nickname: "Dov",
      reason: { question, answer: { response: "pier 4" } },
      timestamp: 1754052300,
      state: "requested_pending",
    });
    const states = () => read("/v3/memberships/states", dov);
    const state = (state: string) => [{ group_id: group.id, state }];
    assertEquals(await states(), state("pending"));
    const { requests_sent } = await read("/v3/groups/pending_memberships", dov);
    assertObjectMatch(requests_sent[0], {
      group_id: group.id,
      state: "requested_pending",
      user_count: 2,
    });
    const approval = `${path}/members/${applicant.id}/approval`;
    assertEquals((await post(approval, { approval: true }, mari)).status, 401);
    assertEquals((await post(approval, {})).status, 400);
    const approved = await post(approval, { approval: true });
    assertEquals((await approved.json()).response, {
      membership_id: Number(applicant.id),
      state: "active",
    });
    assertEquals(await states(), state("active"));
    assertEquals((await post(approval, { approval: true })).status, 404);
    // Nothing tells who waits: only the states do.
    assertEquals(await events(), []);
    assertEquals(group.messageAt(0)?.event?.type, "membership.announce.joined");
  });

  Deno.test(`applications are denied, or revoked by who waits, over ${way}`, async () => {
    const { simulator, read, post, remove, group, path } = one(way, {
      requiresApproval: true,
    });
    const [lina, noor] = [
      group.addApplicant(),
      group.addApplicant(simulator.addUser(), "pier 4"),
    ];
    const ids = async () =>
      (await read(`${path}/pending_memberships`))
        .map(({ user_id }: { user_id: string }) => user_id);
    assertEquals(await ids(), [lina.id, noor.id]);
    const [{ id }] = await read(`${path}/pending_memberships`);
    const denied = await post(`${path}/members/${id}/approval`, {
      approval: false,
    });
    assertEquals((await denied.json()).response.state, "denied");
    const revoke = await remove(`${path}/revoke_join`, noor);
    assertEquals(revoke.status, 200);
    assertEquals([await ids(), group.size], [[], 0]);
  });

  Deno.test(`a barred member cannot come back until the bar is lifted, over ${way}`, async () => {
    const { post, read, path, group, dov, join, membership } = one(way);
    await join(dov);
    const id = await membership(dov.id);
    const v2 = `https://v2.groupme.com/groups/${group.id}/memberships/${id}`;
    const left = await post(`${v2}/destroy`, undefined, dov);
    assertEquals(await left.json(), { response: null, meta: { code: 200 } });
    assertEquals((await post(`${v2}/destroy`)).status, 200);
    const inactive = await read(`${path}/members?filter=inactive`);
    assertEquals(inactive.memberships[0].state, "exited_removed");
    const barred = await join(dov);
    assertEquals([barred.status, (await barred.json()).meta.code], [
      403,
      40121,
    ]);
    const rejoin = await post("/v3/groups/join", { group_id: group.id }, dov);
    assertEquals(rejoin.status, 403);
    assertEquals((await post(`${v2}/activate`)).status, 200);
    assertEquals((await join(dov)).status, 201);
  });

  Deno.test(`GET preview shows a group before one joins, over ${way}`, async () => {
    const { read, ask, group, path, dov } = one(way, {
      name: "Crew",
      description: "who is out",
      requiresApproval: true,
      joinQuestion: question,
      showJoinQuestion: true,
    });
    group.addTopic();
    const common = {
      requires_approval: true,
      show_join_question: true,
      join_question: question,
    };
    assertObjectMatch(await read(`${path}/preview`, dov), {
      id: group.id,
      children_count: 1,
      ...common,
    });
    const byToken = await read(`${path}/preview/${group.shareToken}`, dov);
    assertEquals(byToken, {
      group: {
        id: group.id,
        name: "Crew",
        description: "who is out",
        members_count: 2,
        ...common,
      },
    });
    assertEquals((await ask(`${path}/preview/wrong123`, dov)).status, 404);
  });
}
