import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  Member,
  MembershipRequest,
  Memberships,
  ResultsExpired,
  ResultsNotReady,
} from "@rxgroupme/client";
import { myGroup, servedNicknames, servedUserIds } from "./group_support.ts";
import { last } from "./message_support.ts";
import { row } from "./row.ts";

/** A group of mine, its memberships, and somebody who is not in it. */
async function outsider() {
  const here = await myGroup();
  const dov = here.simulator.addUser({ name: "Dov" });
  return { ...here, dov, memberships: here.group.memberships };
}

row(
  "Memberships",
  "client.groups.memberships(groupId)",
  "Needs no group, and no request, first; group.memberships is the same.",
  async () => {
    const here = await myGroup();
    const { client, group: { id } } = here;
    const memberships = client.groups.memberships(id);
    assertInstanceOf(memberships, Memberships);
    await last(here, memberships.update({ nickname: "Skipper" }));
    assertEquals(await servedNicknames(here, id), ["Skipper", "Mari"]);
    const own = new Memberships(client.session, id);
    await last(here, own.update({ nickname: "Bosun" }));
    assertEquals(await servedNicknames(here, id), ["Bosun", "Mari"]);
  },
);

row(
  "Memberships.add",
  "memberships.add({ nickname, email, phoneNumber, userId })",
  "One of the last three has to be there.",
  async () => {
    const here = await outsider();
    const { simulator, memberships, dov } = here;
    const noor = simulator.addUser();
    const ida = simulator.addUser();
    const { email } = noor;
    const { phoneNumber } = ida;
    for (
      const member of [
        { nickname: "D", userId: dov.id },
        { nickname: "N", email },
        { nickname: "I", phoneNumber },
      ]
    ) {
      const request = await last(here, memberships.add(member));
      assertInstanceOf(request, MembershipRequest);
      await last(here, request.poll());
    }
    const { id } = here.group;
    const added = (await servedUserIds(here, id)).slice(2);
    assertEquals(added, [dov.id, noor.id, ida.id]);
    const nicknames = (await servedNicknames(here, id)).slice(2);
    assertEquals(nicknames, ["D", "N", "I"]);
  },
);

row(
  "Memberships.add_multiple",
  "memberships.addMultiple(...members)",
  "",
  async () => {
    const here = await outsider();
    const noor = here.simulator.addUser();
    const request = await last(
      here,
      here.memberships.addMultiple(
        { nickname: "D", userId: here.dov.id },
        { nickname: "N", email: noor.email },
      ),
    );
    await last(here, request.poll());
    const added = (await servedUserIds(here, here.group.id)).slice(2);
    assertEquals(added, [here.dov.id, noor.id]);
    const adding = here.sent.filter(({ method }) => method === "POST");
    assertEquals(adding.length, 1);
  },
);

row(
  "Memberships.check",
  "memberships.check(resultsId)",
  "Emits the JSON of who was added.",
  async () => {
    const here = await outsider();
    const { memberships, dov } = here;
    const member = { nickname: "Dov", userId: dov.id, guid: "g1" };
    const { resultsId } = await last(here, memberships.add(member));
    const check = () => last(here, memberships.check(resultsId));
    await assertRejects(check, ResultsNotReady);
    await here.clock.advance(1_000);
    const [data, ...more] = await check();
    assertEquals([data?.user_id, data?.guid, more], [dov.id, "g1", []]);
    await here.clock.advance(3_600_000);
    await assertRejects(check, ResultsExpired);
  },
);

row(
  "Memberships.remove",
  "memberships.remove(membershipId)",
  "",
  async () => {
    const here = await myGroup();
    const { memberships, members, id } = here.group;
    const removed = await last(here, memberships.remove(members[1]!.id));
    assertEquals(removed, true);
    assertEquals(await servedUserIds(here, id), [here.simulator.me.id]);
  },
);

row(
  "Memberships.update",
  "memberships.update({ nickname, avatarUrl })",
  "",
  async () => {
    const here = await myGroup();
    const { memberships, id } = here.group;
    const member = await last(here, memberships.update({ nickname: "S" }));
    assertInstanceOf(member, Member);
    assertEquals(member.userId, here.simulator.me.id);
    assertEquals(await servedNicknames(here, id), ["S", "Mari"]);
  },
);

row(
  "Memberships.group_id",
  "memberships.groupId",
  "",
  async () => {
    const { client, group } = await myGroup();
    assertEquals(group.memberships.groupId, group.id);
    assertEquals(group.members[0]?.manager.groupId, group.id);
    assertEquals(client.groups.memberships("17").groupId, "17");
  },
);
