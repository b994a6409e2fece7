import { assertEquals, assertRejects } from "@std/assert";
import { Client, NotFound } from "@rxgroupme/client";
import { contacts } from "@rxgroupme/client/contacts";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { getResponse } from "msw";
import { lastValueFrom, map, toArray } from "rxjs";

/** A simulated GroupMe, reached by `fetch` or by the handlers for msw. */
function simulated(way: "fetch" | "msw") {
  const scheduler = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler });
  const handlers = groupMeHandlers(simulator);
  const overMsw = async (request: Request) =>
    await getResponse(handlers, request) ?? Response.error();
  const fetch = way === "msw" ? overMsw : simulator.fetch;
  const clientOf = (token: string) => new Client({ token, fetch, scheduler });
  const client = clientOf(simulator.token);
  return { simulator, client, clientOf, people: contacts(client) };
}

for (const way of ["fetch", "msw"] as const) {
  Deno.test(`Contacts.add() and remove() make and end a contact, over ${way}`, async () => {
    const { simulator, clientOf, people } = simulated(way);
    const teo = simulator.addUser({ name: "Teo Marsh" });
    const { share_url } = await lastValueFrom(clientOf(teo.token).user.share());
    const shareToken = `${share_url}`.split("/").at(-1) ?? "";
    await assertRejects(
      () => lastValueFrom(people.add(teo.id, "wrong")),
      NotFound,
    );
    assertEquals(await lastValueFrom(people.add(teo.id, shareToken)), true);
    assertEquals(await lastValueFrom(people.add(teo.id, shareToken)), true);
    const [contact] = await lastValueFrom(people.list());
    assertEquals([contact?.userId, contact?.name], [teo.id, "Teo Marsh"]);
    assertEquals(await lastValueFrom(people.remove(teo.id)), true);
    assertEquals(await lastValueFrom(people.list()), []);
    await assertRejects(
      () => lastValueFrom(people.remove(teo.id)),
      NotFound,
    );
  });

  Deno.test(`Contacts.list() has the blocked where it is asked for them, and those since a time, over ${way}`, async () => {
    const { simulator, client, people } = simulated(way);
    const [, one, two] = simulator.addGroup({ members: 2 }).memberIds;
    await lastValueFrom(client.user.blocks.block(two ?? ""));
    const blocked = async (includeBlocked?: boolean) =>
      (await lastValueFrom(people.list({ includeBlocked })))
        .map(({ userId, isBlocked }) => [userId, isBlocked]);
    assertEquals(await blocked(), [[one, false]]);
    assertEquals(await blocked(true), [[one, false], [two, true]]);
    const [first] = await lastValueFrom(people.list());
    const at = first?.updatedAt ?? new Date(NaN);
    const count = async (since: Date) =>
      (await lastValueFrom(people.list({ since }))).length;
    // Whole seconds lie before the microseconds of the rows.
    assertEquals(await count(at), 1);
    assertEquals(await count(new Date(+at + 1_000)), 0);
  });

  Deno.test(`Contacts.listAll() has each of 450 contacts once, over ${way}`, async () => {
    const { simulator, people } = simulated(way);
    const { memberIds } = simulator.addGroup({ members: 450 });
    const ids = people.listAll().pipe(map(({ userId }) => userId), toArray());
    const seen = await lastValueFrom(ids);
    assertEquals(seen.toSorted(), memberIds.slice(1).toSorted());
    const queries = simulator.requests.map(({ path }) => path);
    assertEquals(queries.length, 4);
  });

  Deno.test(`Contacts.profile() shows a user, and the groups in common, over ${way}`, async () => {
    const { simulator, people } = simulated(way);
    const teo = simulator.addUser({ name: "Teo Marsh" });
    const group = simulator.addGroup({ name: "Crew", members: [teo] });
    simulator.addGroup({ name: "Alone" });
    const profile = await lastValueFrom(people.profile(teo.id));
    assertEquals(
      [profile.userId, profile.name, profile.sharedGroups],
      [teo.id, "Teo Marsh", [{
        groupId: group.id,
        name: "Crew",
        imageUrl: undefined,
      }]],
    );
    await assertRejects(() => lastValueFrom(people.profile("1")), NotFound);
  });

  Deno.test(`Contacts.requests() shows strangers until they are approved or declined, over ${way}`, async () => {
    const { simulator, client, clientOf, people } = simulated(way);
    const dov = simulator.addUser({ name: "Dov" });
    const lina = simulator.addUser();
    const { me } = simulator;
    for (const { token } of [dov, lina]) {
      const messages = clientOf(token).chats.messages(me.id);
      await lastValueFrom(messages.create("hello?"));
    }
    const waiting = async () =>
      (await lastValueFrom(people.requests())).direct
        .map(({ userId, text }) => [userId, text]);
    assertEquals(await waiting(), [[dov.id, "hello?"], [lina.id, "hello?"]]);
    assertEquals(await lastValueFrom(people.list()), []);
    assertEquals(await lastValueFrom(people.approve(dov.id)), true);
    await assertRejects(() => lastValueFrom(people.approve(dov.id)), NotFound);
    assertEquals(await lastValueFrom(people.decline(lina.id)), true);
    assertEquals(await waiting(), []);
    const chats = await lastValueFrom(client.chats.list());
    assertEquals(chats.map(({ otherUserId }) => otherUserId), [dov.id]);
    const [known] = await lastValueFrom(people.list());
    assertEquals(known?.userId, dov.id);
  });

  Deno.test(`Contacts.requests() counts people who want to join, and shows what one has asked for, over ${way}`, async () => {
    const { simulator, client, people } = simulated(way);
    const mine = simulator.addGroup({ name: "Mine", requiresApproval: true });
    mine.addApplicant();
    mine.addApplicant();
    const theirs = simulator.addGroup({
      owner: simulator.addUser(),
      requiresApproval: true,
    });
    const { shareToken } = theirs;
    await lastValueFrom(client.groups.join(theirs.id, shareToken ?? ""));
    const { received, sent, data } = await lastValueFrom(people.requests());
    assertEquals(
      received.map(({ groupId, name, count }) => [groupId, name, count]),
      [[mine.id, "Mine", 2]],
    );
    assertEquals(sent.map(({ groupId, state }) => [groupId, state]), [
      [theirs.id, "requested_pending"],
    ]);
    assertEquals(data.counts, { dm: 0, received: 2, sent: 1, total: 3 });
  });
}
