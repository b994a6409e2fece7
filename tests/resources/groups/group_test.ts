import {
  assert,
  assertEquals,
  assertNotStrictEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  Forbidden,
  Group,
  type GroupData,
  MissingMembershipError,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded, type RecordedWorld } from "../../support/recorded.ts";

/** A group of mine with one more member, as the client has it. */
async function mine(here: RecordedWorld, name = "Tide Pool") {
  const other = here.simulator.addUser();
  const { id } = here.simulator.addGroup({ name, members: [other] });
  const group = await lastValueFrom(here.client.groups.get(id));
  here.sent.length = 0;
  return { group, other };
}

Deno.test("Group.update() sends the current name, and office mode where it has one", async () => {
  const here = recorded({ simulator: { legacyUpdateBugs: true } });
  const { group } = await mine(here);
  const updated = await lastValueFrom(group.update({ description: "at six" }));
  assertEquals(updated.description, "at six");
  assertNotStrictEquals(updated, group);
  assertEquals(here.sent.map(({ path, body }) => [path, body]), [[
    `/v3/groups/${group.id}/update`,
    { name: "Tide Pool", office_mode: false, description: "at six" },
  ]]);
});

Deno.test("Group.update() sends no office mode where the group has none", async () => {
  const here = recorded();
  const { group } = await mine(here);
  await lastValueFrom(group.update({ name: undefined, themeName: "cogs" }));
  assertEquals(here.sent[0]?.body, { name: "Tide Pool", theme_name: "cogs" });
});

Deno.test("Group.updateMembership() changes one's nickname", async () => {
  const here = recorded();
  const { group } = await mine(here);
  const member = await lastValueFrom(
    group.updateMembership({ nickname: "Ebb" }),
  );
  assertEquals(member.nickname, "Ebb");
  assertEquals(member.groupId, group.id);
  assertEquals(here.sent[0]?.body, { membership: { nickname: "Ebb" } });
});

Deno.test("Group.destroy() ends it", async () => {
  const here = recorded();
  const { group } = await mine(here);
  assertEquals(await lastValueFrom(group.destroy()), true);
  assertEquals(await lastValueFrom(here.client.groups.list()), []);
});

Deno.test("Group.leave() removes one's own membership", async () => {
  const here = recorded();
  const { simulator, client } = here;
  const owner = simulator.addUser();
  const { id } = simulator.addGroup({ owner, members: [simulator.me] });
  const group = await lastValueFrom(client.groups.get(id));
  assertEquals(await lastValueFrom(group.leave()), true);
  assertEquals(await lastValueFrom(client.groups.list()), []);
});

Deno.test("Group.leave() fails for the owner", async () => {
  const { group } = await mine(recorded());
  await assertRejects(() => lastValueFrom(group.leave()), Forbidden);
});

Deno.test("Group.rejoin() emits a group without one's membership, until refreshed", async () => {
  const { simulator, client } = recorded();
  const owner = simulator.addUser();
  const { id } = simulator.addGroup({ owner, members: [simulator.me] });
  const group = await lastValueFrom(client.groups.get(id));
  await lastValueFrom(group.leave());
  const back = await lastValueFrom(group.rejoin());
  await assertRejects(
    () => lastValueFrom(back.getMembership()),
    MissingMembershipError,
  );
  const now = await lastValueFrom(back.refreshFromServer());
  const { userId } = await lastValueFrom(now.getMembership());
  assertEquals(userId, simulator.me.id);
});

Deno.test("Group.changeOwners() hands it over", async () => {
  const { group, other } = await mine(recorded());
  assertEquals(await lastValueFrom(group.isMine()), true);
  const result = await lastValueFrom(group.changeOwners(other.id));
  assert(result.isSuccess);
  const now = await lastValueFrom(group.refreshFromServer());
  assertEquals(await lastValueFrom(now.isMine()), false);
});

Deno.test("Group.createBot() makes a bot in it", async () => {
  const here = recorded();
  const { group } = await mine(here);
  const bot = await lastValueFrom(group.createBot({ name: "tide-bot" }));
  assertEquals([bot.groupId, bot.name], [group.id, "tide-bot"]);
  const [listed] = await lastValueFrom(here.client.bots.list());
  assertEquals(listed?.botId, bot.botId);
});

Deno.test("Group.refreshFromServer() emits the group as it is now, and leaves the old one", async () => {
  const here = recorded();
  const { group } = await mine(here);
  const { members, data } = group;
  const [first] = members;
  const before = structuredClone(data);
  await lastValueFrom(here.client.groups.update(group.id, { name: "Reef" }));
  await lastValueFrom(group.memberships.update({ nickname: "Ebb" }));
  const now = await lastValueFrom(group.refreshFromServer());
  assert(now instanceof Group);
  assertEquals(now.name, "Reef");
  const renewed = now.members.find(({ id }) => id === first?.id);
  assertEquals(renewed?.nickname, "Ebb");
  assertEquals(group.name, "Tide Pool");
  assertStrictEquals(group.data, data);
  assertStrictEquals(group.members, members);
  assertEquals(data, before);
});

Deno.test("Group.getMembership() asks who you are once, whatever asks", async () => {
  const here = recorded();
  const { group } = await mine(here);
  const [one, two] = await here.clock.until(Promise.all([
    lastValueFrom(group.getMembership()),
    lastValueFrom(group.getMembership()),
    lastValueFrom(group.isMine()),
  ]));
  assertEquals(one.id, two.id);
  assertEquals(one.userId, here.simulator.me.id);
  assertEquals(here.sent.map(({ path }) => path), ["/v3/users/me"]);
});

Deno.test("Group.getMembership() says whose membership is missing where", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup();
  const [group] = await lastValueFrom(
    client.groups.list({ omit: "memberships" }),
  );
  const error = await assertRejects(
    () => lastValueFrom(group!.getMembership()),
    MissingMembershipError,
  );
  assertEquals([error.groupId, error.userId], [id, simulator.me.id]);
});

Deno.test("Group.messages and its like are the managers of its parts", async () => {
  const { group } = await mine(recorded());
  assertEquals(group.memberships.groupId, group.id);
  assertEquals(group.gallery.groupId, group.id);
  assertEquals(group.leaderboard.groupId, group.id);
  assertEquals(group.messages.groupId, group.id);
});

Deno.test("Group names the argument that it cannot use, before any request", async () => {
  const here = recorded();
  const { group } = await mine(here);
  const nickname = "n".repeat(51);
  assertThrows(() => group.update({ name: "" }), RangeError, "name");
  assertThrows(
    () => group.updateMembership({ nickname }),
    RangeError,
    "nickname",
  );
  assertThrows(() => group.changeOwners(""), TypeError, "ownerId");
  assertThrows(() => group.createBot({ name: "" }), RangeError, "name");
  assertEquals(here.sent, []);
});

Deno.test("Group.description and its other accessors read its JSON", async () => {
  const here = recorded();
  const { id } = here.simulator.addGroup({
    name: "Tide Pool",
    description: "at six",
    imageUrl: "https://i.groupme.com/1x1.png.0",
    history: 3,
  });
  const before = await lastValueFrom(here.client.groups.get(id));
  const post = await lastValueFrom(before.post("low tide"));
  const group = await lastValueFrom(before.refreshFromServer());
  assertEquals([group.description, group.imageUrl], [
    "at six",
    "https://i.groupme.com/1x1.png.0",
  ]);
  assertEquals(group.creatorUserId, here.simulator.me.id);
  assert(group.createdAt && group.updatedAt);
  assertEquals(group.lastMessageId, post.id);
  assertEquals(group.messagesCount, 4);
  assert(group.shareUrl?.includes(`/join_group/${id}/`));
  assertEquals(JSON.parse(JSON.stringify(group)), group.data);
});

Deno.test("Group reads missing and malformed fields without throwing", () => {
  const { client } = recorded();
  for (const data of [{}, { members: [7, null, {}], messages: 7, name: 8 }]) {
    const group = new Group(client.groups, data as GroupData);
    assertEquals([group.id, group.creatorUserId], ["", ""]);
    const people = group.members.map(({ userId }) => userId);
    assertEquals(people, "members" in data ? [""] : []);
    assertEquals(group.messagesCount, undefined);
    assertEquals([group.createdAt, group.shareUrl], [undefined, undefined]);
    assertEquals(group.lastMessageId, undefined);
  }
});
