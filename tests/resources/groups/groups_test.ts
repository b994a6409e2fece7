import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  BadResponse,
  DeviceVerificationRequired,
  Group,
  NoResponse,
  NotFound,
} from "@rxgroupme/client";
import { forkJoin, lastValueFrom } from "rxjs";
import { recorded } from "../../support/recorded.ts";

Deno.test("Groups.create() makes a group, and sends what is given", async () => {
  const { client, sent } = recorded();
  const group = await lastValueFrom(
    client.groups.create({ name: "Tide Pool", imageUrl: "x", share: true }),
  );
  assertInstanceOf(group, Group);
  assertEquals(group.name, "Tide Pool");
  assertEquals(sent.map(({ body }) => body), [
    { name: "Tide Pool", image_url: "x", share: true },
  ]);
  const [listed] = await lastValueFrom(client.groups.list());
  assertEquals(listed?.id, group.id);
});

Deno.test("Groups.create() fails with what GroupMe keeps to its own apps", async () => {
  const { client, sent } = recorded({
    simulator: { requireDeviceVerification: true },
  });
  await assertRejects(
    () => lastValueFrom(client.groups.create({ name: "Tide Pool" })),
    DeviceVerificationRequired,
  );
  assertEquals(sent.length, 1);
});

Deno.test("Groups.create() is not sent again after a lost answer", async () => {
  const { client, simulator, sent } = recorded();
  simulator.fault({ lostAnswer: true, times: 1 });
  await assertRejects(
    () => lastValueFrom(client.groups.create({ name: "Tide Pool" })),
    NoResponse,
  );
  assertEquals(sent.length, 1);
});

Deno.test("Groups names the argument that it cannot use, before any request", () => {
  const { client: { groups }, sent } = recorded();
  const name = "n".repeat(141);
  const description = "d".repeat(256);
  assertThrows(() => groups.create({ name }), RangeError, "name");
  assertThrows(() => groups.create({ name: " " }), RangeError, "name");
  assertThrows(() => groups.create({} as { name: string }), TypeError, "name");
  assertThrows(
    () => groups.create({ name: "n", description }),
    RangeError,
    "description",
  );
  assertThrows(() => groups.update("1", { name }), RangeError, "name");
  assertThrows(() => groups.get(""), TypeError, "groupId");
  assertThrows(() => groups.update(" ", {}), TypeError, "groupId");
  assertThrows(() => groups.destroy(""), TypeError, "groupId");
  assertThrows(() => groups.join("", "token"), TypeError, "groupId");
  assertThrows(() => groups.join("1", ""), TypeError, "shareToken");
  assertThrows(() => groups.joinByUrl("elsewhere"), TypeError, "shareUrl");
  assertThrows(() => groups.rejoin(""), TypeError, "groupId");
  assertThrows(() => groups.changeOwners("", "1"), TypeError, "groupId");
  assertThrows(() => groups.changeOwners("1", ""), TypeError, "ownerId");
  assertThrows(() => groups.memberships(""), TypeError, "groupId");
  assertThrows(() => groups.gallery(""), TypeError, "groupId");
  assertThrows(() => groups.leaderboard(""), TypeError, "groupId");
  assertThrows(() => groups.messages(""), TypeError, "groupId");
  assertEquals(sent, []);
});

Deno.test("Groups.create() counts a name in characters", async () => {
  const { client, sent } = recorded();
  const name = "🌊".repeat(100);
  await lastValueFrom(client.groups.create({ name })).catch(() => {});
  assertEquals(sent[0]?.body, { name });
});

Deno.test("Groups.update() sends the current name and office mode, and no null", async () => {
  const { client, simulator, sent } = recorded({
    simulator: { legacyUpdateBugs: true },
  });
  const { id } = simulator.addGroup({ name: "Tide Pool" });
  const group = await lastValueFrom(
    client.groups.update(id, { description: "at six", imageUrl: undefined }),
  );
  assertEquals(group.description, "at six");
  assertEquals(sent.map(({ path, body }) => [path, body]), [
    [`/v3/groups/${id}`, undefined],
    [
      `/v3/groups/${id}/update`,
      { name: "Tide Pool", office_mode: false, description: "at six" },
    ],
  ]);
});

Deno.test("Groups.update() prefers what is given to what was", async () => {
  const { client, simulator, sent } = recorded({
    simulator: { legacyUpdateBugs: true },
  });
  const { id } = simulator.addGroup({ name: "Tide Pool" });
  const settings = { name: "Reef", officeMode: true };
  const group = await lastValueFrom(client.groups.update(id, settings));
  assertEquals(group.name, "Reef");
  assertEquals(sent[1]?.body, { name: "Reef", office_mode: true });
});

Deno.test("Groups.update() at the same time undoes nothing of another", async () => {
  const { clock, client, simulator } = recorded({
    simulator: { latency: 300, legacyUpdateBugs: true },
  });
  const { id } = simulator.addGroup({ name: "Tide Pool" });
  await clock.until(lastValueFrom(forkJoin([
    client.groups.update(id, { name: "Reef" }),
    client.groups.update(id, { officeMode: true }),
    client.groups.update(id, { description: "at six" }),
  ])));
  const { data } = await clock.until(lastValueFrom(client.groups.get(id)));
  const { name, office_mode, description } = data;
  assertEquals([name, office_mode, description], ["Reef", true, "at six"]);
  assertEquals(clock.pending, 0);
});

Deno.test("Groups.update() is sent again after a lost answer", async () => {
  const { clock, client, simulator } = recorded();
  const { id } = simulator.addGroup();
  simulator.fault({ lostAnswer: true, match: { method: "POST" }, times: 1 });
  const update = lastValueFrom(client.groups.update(id, { name: "Reef" }));
  assertEquals((await clock.until(update)).name, "Reef");
});

Deno.test("Groups.destroy() ends a group, which is then not found", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup();
  assertEquals(await lastValueFrom(client.groups.destroy(id)), true);
  await assertRejects(() => lastValueFrom(client.groups.get(id)), NotFound);
});

for (const fault of [{ lostAnswer: true }, { status: 502, processed: true }]) {
  const name = Object.keys(fault)[0];
  Deno.test(`Groups.destroy() succeeds once, though its answer is lost (${name})`, async () => {
    const { clock, client, simulator, sent } = recorded();
    const { id } = simulator.addGroup();
    simulator.fault({ ...fault, times: 1 });
    const destroyed = lastValueFrom(client.groups.destroy(id));
    assertEquals(await clock.until(destroyed), true);
    assertEquals(sent.length, 2);
  });
}

Deno.test("Groups.destroy() fails where there is no such group", async () => {
  const { clock, client, simulator } = recorded();
  const destroy = () => lastValueFrom(client.groups.destroy("404"));
  await assertRejects(destroy, NotFound);
  // That one was refused, so nothing can have happened yet.
  simulator.fault({ status: 429, times: 1 });
  await assertRejects(() => clock.until(destroy()), NotFound);
});

Deno.test("Groups.join() joins by token, with the token out of the path", async () => {
  const { client, simulator, sent } = recorded({
    simulator: { requireDeviceVerification: true },
  });
  const owner = simulator.addUser();
  const { id, shareToken } = simulator.addGroup({ owner });
  const group = await lastValueFrom(client.groups.join(id, shareToken ?? ""));
  assertEquals(group.id, id);
  const { userId } = await lastValueFrom(group.getMembership());
  assertEquals(userId, simulator.me.id);
  assertEquals(sent[0]?.path, `/v3/groups/${id}/join`);
  assertEquals(sent[0]?.body, { share_token: shareToken });
});

Deno.test("Groups.join() answers the group's question", async () => {
  const { client, simulator, sent } = recorded();
  const owner = simulator.addUser();
  const { id, shareToken } = simulator.addGroup({
    owner,
    showJoinQuestion: true,
  });
  const token = shareToken ?? "";
  await assertRejects(
    () => lastValueFrom(client.groups.join(id, token)),
    BadResponse,
    "answer",
  );
  await lastValueFrom(client.groups.join(id, token, { answer: "pier 4" }));
  assertEquals(sent[1]?.body, {
    share_token: shareToken,
    answer: { response: "pier 4" },
  });
});

Deno.test("Groups.join() fails with a wrong token", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup({ owner: simulator.addUser() });
  await assertRejects(
    () => lastValueFrom(client.groups.join(id, "wrong")),
    NotFound,
  );
});

Deno.test("Groups.join() emits a group that has yet to let one in", async () => {
  const { client, simulator } = recorded();
  const owner = simulator.addUser();
  const { id, shareToken } = simulator.addGroup({
    owner,
    requiresApproval: true,
  });
  const group = await lastValueFrom(client.groups.join(id, shareToken ?? ""));
  assertEquals([group.id, group.members], [id, []]);
});

Deno.test("Groups.joinByUrl() joins the group of a share URL", async () => {
  const { client, simulator } = recorded();
  const { id, shareToken } = simulator.addGroup({ owner: simulator.addUser() });
  const url = `https://groupme.com/join_group/${id}/${shareToken}`;
  const group = await lastValueFrom(client.groups.joinByUrl(url));
  assertEquals(group.members.length, 2);
});

Deno.test("Groups.rejoin() comes back to a group that was left", async () => {
  const { clock, client, simulator } = recorded();
  const { id } = simulator.addGroup({
    owner: simulator.addUser(),
    members: [simulator.me],
  });
  const group = await lastValueFrom(client.groups.get(id));
  await lastValueFrom(group.leave());
  const former = await lastValueFrom(client.groups.listFormer());
  assertEquals(former.map((group) => group.id), [id]);
  simulator.fault({ lostAnswer: true, times: 1 });
  const back = await clock.until(lastValueFrom(client.groups.rejoin(id)));
  assertEquals(back.id, id);
  assertEquals(await lastValueFrom(client.groups.listFormer()), []);
});

Deno.test("Groups.listFormer() takes 304 and null for none", async () => {
  for (const status of [304, 200]) {
    const { client } = recorded({
      answer: () =>
        status === 304
          ? new Response(null, { status })
          : Response.json({ response: null, meta: { code: 200 } }),
    });
    assertEquals(await lastValueFrom(client.groups.listFormer()), []);
  }
});

Deno.test("Groups.changeOwners() tells what became of it", async () => {
  const { client, simulator, sent } = recorded();
  const heir = simulator.addUser();
  const { id } = simulator.addGroup({ members: [heir] });
  const done = await lastValueFrom(client.groups.changeOwners(id, heir.id));
  assertEquals([done.groupId, done.ownerId, done.status, done.isSuccess], [
    id,
    heir.id,
    "200",
    true,
  ]);
  assertEquals(sent[0]?.body, {
    requests: [{ group_id: id, owner_id: heir.id }],
  });
  const refused = await lastValueFrom(client.groups.changeOwners(id, heir.id));
  assertEquals([refused.status, refused.isSuccess], ["403", false]);
});

Deno.test("Groups.changeOwners() is not sent again after a lost answer", async () => {
  const { client, simulator, sent } = recorded();
  const heir = simulator.addUser();
  const { id } = simulator.addGroup({ members: [heir] });
  simulator.fault({ lostAnswer: true, times: 1 });
  await assertRejects(
    () => lastValueFrom(client.groups.changeOwners(id, heir.id)),
    NoResponse,
  );
  assertEquals(sent.length, 1);
});

Deno.test("Groups.messages() and its like give managers by id without a request", () => {
  const { client: { groups }, sent } = recorded();
  assertEquals(groups.messages("1").groupId, "1");
  assertEquals(groups.memberships("1").groupId, "1");
  assertEquals(groups.gallery("1").groupId, "1");
  assertEquals(groups.leaderboard("1").groupId, "1");
  assertEquals(sent, []);
});
