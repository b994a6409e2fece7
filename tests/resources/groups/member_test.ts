import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { BadResponse, Member, Memberships } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded } from "../../support/recorded.ts";

/** Another member of a group of mine. */
async function neighbour() {
  const here = recorded();
  const other = here.simulator.addUser({ name: "Marisol Quay" });
  const { id } = here.simulator.addGroup({ members: [other] });
  const group = await lastValueFrom(here.client.groups.get(id));
  const member = group.members.find(({ userId }) => userId === other.id);
  assert(member);
  here.sent.length = 0;
  return { ...here, other, group, member };
}

Deno.test("Member.userId and its other accessors read its JSON", async () => {
  const { member, group, other, simulator } = await neighbour();
  assertEquals(member.groupId, group.id);
  assertEquals([member.userId, member.name], [other.id, "Marisol Quay"]);
  assert(member.id && member.id !== member.userId);
  assertEquals([member.roles, member.isOwner], [["user"], false]);
  const me = group.members.find(({ userId }) => userId === simulator.me.id);
  assertEquals(me?.isOwner, true);
});

Deno.test("Member.post() posts to the user alone", async () => {
  const { member, other, simulator, client } = await neighbour();
  const message = await lastValueFrom(member.post("bring the net?"));
  assertEquals(message.recipientId, other.id);
  assertEquals(message.senderId, simulator.me.id);
  const [listed] = await lastValueFrom(member.messages.list());
  assertEquals(listed?.id, message.id);
  const [chat] = await lastValueFrom(client.chats.list());
  assertEquals(chat?.otherUserId, other.id);
});

Deno.test("Member.block() blocks the user until unblocked", async () => {
  const { member, other } = await neighbour();
  assertEquals(await lastValueFrom(member.isBlocked()), false);
  const block = await lastValueFrom(member.block());
  assertEquals(block.blockedUserId, other.id);
  assertEquals(await lastValueFrom(member.isBlocked()), true);
  assertEquals(await lastValueFrom(block.exists()), true);
  assertEquals(await lastValueFrom(member.unblock()), true);
  assertEquals(await lastValueFrom(member.isBlocked()), false);
});

Deno.test("Member.remove() takes the user out of the group", async () => {
  const { member, group } = await neighbour();
  assertEquals(await lastValueFrom(member.remove()), true);
  const now = await lastValueFrom(group.refreshFromServer());
  assertEquals(now.members.length, 1);
});

Deno.test("Member.addToGroup() adds the user to another group, under the same name", async () => {
  const { member, simulator, clock, client, other } = await neighbour();
  const { id } = simulator.addGroup();
  const request = await lastValueFrom(member.addToGroup(id));
  assertEquals(request.groupId, id);
  assertEquals(request.requests[0]?.nickname, member.nickname);
  await clock.until(lastValueFrom(request.poll()));
  const group = await lastValueFrom(client.groups.get(id));
  assert(group.members.some(({ userId }) => userId === other.id));
});

Deno.test("Member.addToGroup() prefers the nickname to the user's own name", async () => {
  const { group, simulator } = await neighbour();
  const me = await lastValueFrom(group.updateMembership({ nickname: "Ebb" }));
  assertEquals(me.userId, simulator.me.id);
  const { id } = simulator.addGroup();
  const renamed = new Member(group.memberships, { ...me.data, name: "Ines" });
  const request = await lastValueFrom(renamed.addToGroup(id));
  assertEquals(request.requests[0]?.nickname, "Ebb");
});

Deno.test("Member.addToGroup() takes another nickname", async () => {
  const { member, simulator } = await neighbour();
  const { id } = simulator.addGroup();
  const options = { nickname: "Mari" };
  const request = await lastValueFrom(member.addToGroup(id, options));
  assertEquals(request.requests[0]?.nickname, "Mari");
});

Deno.test("Member names the argument that it cannot use, before any request", async () => {
  const { member, sent, client } = await neighbour();
  const nickname = "n".repeat(51);
  assertThrows(() => member.addToGroup(""), TypeError, "groupId");
  assertThrows(
    () => member.addToGroup("1", { nickname }),
    RangeError,
    "nickname",
  );
  assertThrows(() => member.post(""), TypeError, "text");
  const memberships = new Memberships(client.session, "1");
  const strange = new Member(memberships, {});
  assertThrows(() => strange.remove(), TypeError, "membershipId");
  assertThrows(() => strange.block(), TypeError, "otherUserId");
  assertThrows(() => strange.messages.list(), TypeError, "otherUserId");
  assertThrows(() => strange.messages.tail(), TypeError, "otherUserId");
  assertThrows(() => strange.post("hi"), TypeError, "otherUserId");
  assertEquals(sent, []);
});

Deno.test("Member.post() fails where the user has blocked you", async () => {
  const { member, simulator } = await neighbour();
  simulator.fault({ status: 403, match: { method: "POST" } });
  await assertRejects(() => lastValueFrom(member.post("hello")), BadResponse);
});
