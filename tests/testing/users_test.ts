import { assertEquals, assertNotEquals } from "@std/assert";
import { WAYS, world } from "./ask.ts";

Deno.test("POST users/update changes the profile", async () => {
  const { post, read, clock, simulator } = world();
  await clock.advance(6000);
  const answer = await post("/v3/users/update", {
    name: "Ines C",
    avatar_url: "https://i.groupme.com/x",
    zip_code: "02840",
  });
  const { response } = await answer.json();
  assertEquals(response.name, "Ines C");
  assertEquals(response.updated_at - response.created_at, 6);
  const me = await read("/v3/users/me");
  assertEquals([me.name, me.image_url, me.zip_code, me.email], [
    "Ines C",
    "https://i.groupme.com/x",
    "02840",
    simulator.me.email,
  ]);
  assertEquals((await post("/v3/users/update", { name: "" })).status, 400);
});

Deno.test("POST sms_mode lasts for its hours, or until it is ended", async () => {
  const { post, read, clock } = world();
  const sms = async () => (await read("/v3/users/me")).sms;
  const path = "/v3/users/sms_mode";
  const answer = await post(path, { duration: 4, registration_id: "demo" });
  assertEquals([answer.status, await answer.text()], [201, ""]);
  await clock.advance(4 * 3_600_000 - 1);
  assertEquals(await sms(), true);
  await clock.advance(1);
  assertEquals(await sms(), false);
  await post(path, { duration: "always" });
  assertEquals(await sms(), true);
  const ended = await post(`${path}/delete`);
  assertEquals([ended.status, await ended.text()], [200, ""]);
  assertEquals(await sms(), false);
  for (const duration of [0, 49, "soon", undefined]) {
    assertEquals((await post(path, { duration })).status, 400);
  }
});

Deno.test("blocks are made, listed, found from both sides and taken away", async () => {
  const { simulator, ask, post, read } = world();
  const other = simulator.addUser();
  const { id: user } = simulator.me;
  const pair = `user=${user}&otherUser=${other.id}`;
  const answer = await post(`/v3/blocks?${pair}`);
  assertEquals(answer.status, 201);
  const block = {
    user_id: user,
    blocked_user_id: other.id,
    created_at: 1754052300,
  };
  assertEquals((await answer.json()).response, { block });
  await post(`/v3/blocks?${pair}`);
  assertEquals(await read(`/v3/blocks?user=${user}`), { blocks: [block] });
  const between = { between: true };
  assertEquals(await read(`/v3/blocks/between?${pair}`), between);
  const reverse = `user=${other.id}&otherUser=${user}`;
  const { token } = other;
  assertEquals(await read(`/v3/blocks/between?${reverse}`, { token }), between);
  assertEquals(await read(`/v3/blocks?user=${other.id}`, { token }), {
    blocks: [],
  });
  const gone = await ask(`/v3/blocks?${pair}`, { method: "DELETE" });
  assertEquals([gone.status, await gone.text()], [200, ""]);
  assertEquals(await read(`/v3/blocks/between?${pair}`), { between: false });
});

Deno.test("blocks refuse queries without a user, or of others", async () => {
  const { simulator, ask, post } = world();
  const { id } = simulator.me;
  assertEquals((await ask("/v3/blocks")).status, 400);
  assertEquals((await ask("/v3/blocks?user=17")).status, 403);
  assertEquals((await post(`/v3/blocks?user=${id}`)).status, 400);
  const nobody = `/v3/blocks?user=${id}&otherUser=17`;
  assertEquals((await post(nobody)).status, 404);
});

Deno.test("GET relationships lists the people one knows, page by page", async () => {
  const { simulator, read } = world();
  const [one, two] = [simulator.addUser(), simulator.addUser()];
  simulator.addUser();
  simulator.addGroup({ members: [one] });
  simulator.addChat(two);
  const path = "/v4/relationships?include_blocked=true";
  const rows = await read(path);
  assertEquals(rows.map(({ id }: { id: string }) => id), [one.id, two.id]);
  const since = rows[0].updated_at_iso8601;
  assertNotEquals(since, rows[1].updated_at_iso8601);
  const rest = await read(`${path}&since=${since}`);
  assertEquals(rest, rows.slice(1));
  const last = rest[0].updated_at_iso8601;
  assertEquals(await read(`${path}&since=${last}`), []);
});

for (const way of WAYS) {
  Deno.test(`POST features/share makes a link, and another one each time, over ${way}`, async () => {
    const { post, read, simulator } = world({}, way);
    const path = "/v3/users/features/share";
    const set = async (status: string) =>
      (await (await post(path, { status })).json()).response;
    const first = await set("enable");
    const contact = `https://groupme.com/contact/${simulator.me.id}/`;
    assertEquals(first.share_url.startsWith(contact), true);
    assertEquals(await set("enable"), first);
    const { share_url, share_qr_code_url } = await read("/v3/users/me");
    assertEquals({ share_url, share_qr_code_url }, first);
    const none = { share_url: null, share_qr_code_url: null };
    assertEquals(await set("disable"), none);
    assertNotEquals((await set("enable")).share_url, first.share_url);
    assertEquals((await post(path, { status: "maybe" })).status, 400);
  });
}
