import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  DeviceVerificationRequired,
  Forbidden,
  MembershipRequest,
  NoResponse,
  ResultsError,
  ResultsExpired,
  ResultsNotReady,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded, type RecordedWorld } from "../../support/recorded.ts";

/** A group of mine, its memberships, and a user who is not in it. */
function mine(here: RecordedWorld) {
  const other = here.simulator.addUser();
  const { id } = here.simulator.addGroup();
  return { id, other, memberships: here.client.groups.memberships(id) };
}

Deno.test("Memberships.add() asks for one user, under a guid", async () => {
  const here = recorded();
  const { id, other, memberships } = mine(here);
  const member = { nickname: "Mari", userId: other.id };
  const request = await lastValueFrom(memberships.add(member));
  assert(request instanceof MembershipRequest);
  assert(request.resultsId);
  assertEquals(request.groupId, id);
  const [{ guid } = {}] = request.requests;
  assert(guid);
  assertEquals(request.requests, [{ guid, ...member }]);
  assertEquals(here.sent[0]?.path, `/v3/groups/${id}/members/add`);
  assertEquals(here.sent[0]?.body, {
    members: [{ guid, nickname: "Mari", user_id: other.id }],
  });
});

Deno.test("Memberships.addMultiple() sends no field that is not set", async () => {
  const here = recorded();
  const { memberships } = mine(here);
  await lastValueFrom(memberships.addMultiple(
    { nickname: "Dov", phoneNumber: "+1 5555550177", guid: "g1" },
    { nickname: "Lina", email: "lina@example.invalid", guid: "g2" },
  ));
  assertEquals(here.sent[0]?.body, {
    members: [
      { guid: "g1", nickname: "Dov", phone_number: "+1 5555550177" },
      { guid: "g2", nickname: "Lina", email: "lina@example.invalid" },
    ],
  });
});

Deno.test("Memberships.addMultiple() gives each a guid of its own", async () => {
  const { memberships, other: { id: userId } } = mine(recorded());
  const { requests: [one, two] } = await lastValueFrom(memberships.addMultiple(
    { nickname: "Mari", userId },
    { nickname: "Mari", userId },
  ));
  assert(one?.guid !== two?.guid);
});

Deno.test("Memberships.add() is not sent again after a lost answer", async () => {
  const here = recorded();
  const { memberships } = mine(here);
  here.simulator.fault({ lostAnswer: true, times: 1 });
  await assertRejects(
    () => lastValueFrom(memberships.add({ nickname: "Mari", userId: "1" })),
    NoResponse,
  );
  assertEquals(here.sent.length, 1);
});

Deno.test("Memberships.add() fails with what GroupMe keeps to its own apps", async () => {
  const here = recorded({ simulator: { requireDeviceVerification: true } });
  const { memberships } = mine(here);
  await assertRejects(
    () => lastValueFrom(memberships.add({ nickname: "Mari", userId: "1" })),
    DeviceVerificationRequired,
  );
});

Deno.test("Memberships.check() fails until the results are ready, and is not repeated", async () => {
  const here = recorded();
  const { other, memberships } = mine(here);
  const member = { nickname: "Mari", userId: other.id };
  const { resultsId } = await lastValueFrom(memberships.add(member));
  const error = await assertRejects(
    () => lastValueFrom(memberships.check(resultsId)),
    ResultsNotReady,
  );
  assert(error instanceof ResultsError);
  assertEquals(error.status, 503);
  assert(error.request?.url.endsWith(`/members/results/${resultsId}`));
  assertEquals(here.sent.length, 2);
  await here.clock.advance(1_000);
  const [added] = await lastValueFrom(memberships.check(resultsId));
  assertEquals(added?.user_id, other.id);
});

Deno.test("Memberships.check() fails where results have expired, and is not repeated", async () => {
  const here = recorded();
  const { other, memberships } = mine(here);
  const member = { nickname: "Mari", userId: other.id };
  const { resultsId } = await lastValueFrom(memberships.add(member));
  await here.clock.advance(3_600_000);
  const error = await assertRejects(
    () => lastValueFrom(memberships.check(resultsId)),
    ResultsExpired,
  );
  assertEquals(error.status, 404);
  assertEquals(here.sent.length, 2);
});

Deno.test("Memberships.check() is repeated after other failures", async () => {
  const here = recorded();
  const { other, memberships } = mine(here);
  const member = { nickname: "Mari", userId: other.id };
  const { resultsId } = await lastValueFrom(memberships.add(member));
  await here.clock.advance(1_000);
  here.simulator.fault({ status: 502, times: 2 });
  const results = lastValueFrom(memberships.check(resultsId));
  assertEquals((await here.clock.until(results)).length, 1);
});

Deno.test("Memberships.update() changes one's own, and sends what is given", async () => {
  const here = recorded();
  const { id, memberships } = mine(here);
  const member = await lastValueFrom(
    memberships.update({ nickname: "Ebb", avatarUrl: undefined }),
  );
  assertEquals([member.nickname, member.groupId], ["Ebb", id]);
  assertEquals(here.sent[0]?.path, `/v3/groups/${id}/memberships/update`);
  assertEquals(here.sent[0]?.body, { membership: { nickname: "Ebb" } });
});

Deno.test("Memberships.remove() takes a membership away, once", async () => {
  const here = recorded();
  const other = here.simulator.addUser();
  const { id } = here.simulator.addGroup({ members: [other] });
  const group = await lastValueFrom(here.client.groups.get(id));
  const member = group.members.find(({ userId }) => userId === other.id);
  here.simulator.fault({ lostAnswer: true, times: 1 });
  const removed = lastValueFrom(group.memberships.remove(member?.id ?? ""));
  assertEquals(await here.clock.until(removed), true);
  const now = await lastValueFrom(group.refreshFromServer());
  assertEquals(now.members.length, 1);
});

Deno.test("Memberships.remove() fails for who may not", async () => {
  const { client, simulator } = recorded();
  const owner = simulator.addUser();
  const { id } = simulator.addGroup({ owner, members: [simulator.me] });
  const group = await lastValueFrom(client.groups.get(id));
  const member = group.members.find(({ userId }) => userId === owner.id);
  await assertRejects(() => lastValueFrom(member!.remove()), Forbidden);
});

Deno.test("Memberships names the argument that it cannot use, before any request", () => {
  const here = recorded();
  const { memberships } = mine(here);
  const userId = "1";
  const long = "n".repeat(51);
  assertThrows(
    () => memberships.add({ nickname: long, userId }),
    RangeError,
    "nickname",
  );
  assertThrows(
    () => memberships.add({ nickname: "", userId }),
    RangeError,
    "nickname",
  );
  assertThrows(
    () => memberships.update({ nickname: long }),
    RangeError,
    "nickname",
  );
  assertThrows(
    () => memberships.add({ nickname: "Mari" }),
    TypeError,
    "userId",
  );
  assertThrows(() => memberships.addMultiple(), TypeError, "members");
  assertThrows(() => memberships.check(""), TypeError, "resultsId");
  assertThrows(() => memberships.remove(""), TypeError, "membershipId");
  assertEquals(here.sent, []);
});
