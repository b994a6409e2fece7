import { assertEquals, assertObjectMatch } from "@std/assert";
import { WAYS, world } from "./ask.ts";

for (const way of WAYS) {
  Deno.test(`relationships are made by a link, and removed, over ${way}`, async () => {
    const { simulator, post, read, remove } = world({}, way);
    const teo = simulator.addUser({ name: "Teo Marsh" });
    const ids = async (token?: string) =>
      (await read("/v4/relationships", { token }))
        .map(({ id }: { id: string }) => id);
    const { share_url } = await read("/v3/users/me", teo);
    const token = share_url.split("/").at(-1);
    const create = (body: object) => post("/v4/relationships/create", body);
    assertEquals((await create({ user_id: teo.id, token: "x" })).status, 404);
    const made = await create({ user_id: teo.id, token });
    assertEquals([made.status, (await made.json()).response], [201, {}]);
    assertEquals(await ids(), [teo.id]);
    assertEquals(await ids(teo.token), [simulator.me.id]);
    const gone = await remove(`/v4/relationships/${teo.id}`);
    assertEquals([gone.status, await gone.text()], [202, ""]);
    assertEquals(await ids(), []);
    assertEquals((await remove(`/v4/relationships/${teo.id}`)).status, 404);
    // Also of those whom one meets in groups.
    simulator.addGroup({ members: [simulator.addUser()] });
    assertEquals((await ids()).length, 1);
    await remove(`/v4/relationships/${(await ids())[0]}`);
    assertEquals(await ids(), []);
  });

  Deno.test(`GET v2 user shows a profile, with shared groups when asked, over ${way}`, async () => {
    const { simulator, read, ask } = world({}, way);
    const teo = simulator.addUser({ name: "Teo Marsh" });
    const group = simulator.addGroup({ name: "Crew", members: [teo] });
    simulator.addGroup();
    const url = `https://v2.groupme.com/users/${teo.id}`;
    const bare = await read(url);
    assertObjectMatch(bare.user, { id: teo.id, name: "Teo Marsh" });
    assertEquals("shared_groups" in bare, false);
    const { shared_groups } = await read(`${url}?include_shared_groups=true`);
    assertEquals(shared_groups, [{
      group_id: Number(group.id),
      group_name: "Crew",
      group_avatar: null,
    }]);
    assertEquals((await ask("https://v2.groupme.com/users/1")).status, 404);
  });

  Deno.test(`a stranger's first message waits for approval, over ${way}`, async () => {
    const { simulator, post, read, remove } = world({}, way);
    const [dov, lina] = [
      simulator.addUser({ name: "Dov" }),
      simulator.addUser(),
    ];
    const write = (user: { token: string }) =>
      post("/v3/direct_messages", {
        direct_message: { recipient_id: simulator.me.id, text: "hello?" },
      }, user);
    await write(dov);
    await write(lina);
    const waiting = async () => {
      const { counts, dm_requests } = await read("/v4/requests");
      return [
        counts.dm,
        dm_requests.map(({ user_id }: { user_id: string }) => user_id),
      ];
    };
    assertEquals(await waiting(), [2, [dov.id, lina.id]]);
    const { dm_requests } = await read("/v4/requests");
    assertObjectMatch(dm_requests[0], {
      name: "Dov",
      last_message: { text: "hello?" },
      shared_groups: [],
    });
    const approvals = async (token?: string) =>
      (await read("/v3/chats", { token }))
        .map(({ requires_approval, message_request }: {
          requires_approval: boolean;
          message_request?: object;
        }) => [requires_approval, message_request]);
    const request = [true, { shared_groups: [] }];
    assertEquals(await approvals(), [request, request]);
    assertEquals(await approvals(dov.token), [[false, undefined]]);
    assertEquals((await post(`/v3/chats/${dov.id}/approve`)).status, 200);
    assertEquals((await post(`/v3/chats/${dov.id}/approve`)).status, 404);
    assertEquals(await waiting(), [1, [lina.id]]);
    await remove(`/v3/chats/${lina.id}`);
    assertEquals(await waiting(), [0, []]);
    assertEquals(await approvals(), [[false, undefined]]);
  });

  Deno.test(`GET requests counts what waits, over ${way}`, async () => {
    const { simulator, post, read } = world({}, way);
    const other = simulator.addUser();
    const mine = simulator.addGroup({ name: "Mine", requiresApproval: true });
    const theirs = simulator.addGroup({ owner: other, requiresApproval: true });
    mine.addApplicant();
    mine.addApplicant();
    await post(`/v3/groups/${theirs.id}/join`, {
      share_token: theirs.shareToken,
    });
    const counts = { dm: 0, received: 2, sent: 1, total: 3 };
    const requests = await read("/v4/requests");
    assertEquals(await read("/v4/requests/count"), counts);
    assertEquals(requests.counts, counts);
    assertObjectMatch(requests.group_requests_received[0], {
      group_id: mine.id,
      name: "Mine",
      count: 2,
    });
    assertObjectMatch(requests.group_requests_sent[0], {
      group_id: theirs.id,
      state: "requested_pending",
    });
  });
}
