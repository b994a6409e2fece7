import { assertEquals, assertLess } from "@std/assert";
import { textsOf, world } from "./ask.ts";

/** Three pictures, of which two are of one second. */
async function gallery() {
  const start = world();
  const { simulator, clock } = start;
  const group = simulator.addGroup({ members: 1 });
  const show = (text: string, type = "image") =>
    simulator.inject(group, { text, attachments: [{ type, url: "x" }] });
  await clock.advance(100);
  show("z");
  simulator.inject(group, { text: "words" });
  show("place", "location");
  await clock.advance(500);
  show("y", "video");
  await clock.advance(60_000);
  show("x", "linked_image");
  const path = `/v3/conversations/${group.id}/gallery`;
  const { messages } = await start.read(path);
  const [x, y, z]: string[] = messages
    .map(({ gallery_ts }: { gallery_ts: string }) => gallery_ts);
  const page = async (query: string) =>
    textsOf(await start.ask(`${path}?${query}`));
  return { ...start, group, path, page, x, y, z };
}

Deno.test("GET gallery lists media newest first, with their time to four decimals", async () => {
  const { read, path, group, x, y, z } = await gallery();
  const { messages } = await read(path);
  assertEquals(messages.map(({ text }: { text: string }) => text), [
    "x",
    "y",
    "z",
  ]);
  assertEquals([x, y, z].map((time) => time?.slice(0, -6)), [
    "2025-08-01T12:46:00",
    "2025-08-01T12:45:00",
    "2025-08-01T12:45:00",
  ]);
  const { id, created_at } = messages[1];
  assertEquals(y, `2025-08-01T12:45:00.${id.slice(10, 14)}Z`);
  assertEquals([created_at, messages[1].group_id], [1754052300, group.id]);
  assertEquals("pinned_at" in messages[1], false);
});

Deno.test("GET gallery pages by time, the anchor left out", async () => {
  const { page, x, y, z } = await gallery();
  assertEquals(await page("limit=2"), "x y");
  assertEquals(await page(`before=${y}`), "z");
  assertEquals(await page(`before=${z}`), "304");
  assertEquals(await page(`after=${z}`), "y x");
  assertEquals(await page(`after=${z}&limit=1`), "y");
  assertEquals(await page(`since=${z}&limit=1`), "x");
  assertEquals(await page(`after=${x}`), "304");
  assertEquals(await page(`after=${z}&before=${x}`), "y");
  assertEquals(await page("after=1970-01-01T00:00:00Z&limit=1"), "z");
  assertEquals(await page("before=1970-01-01T00:00:00Z"), "304");
});

Deno.test("GET gallery loses a second's media when paged by whole seconds", async () => {
  const { page } = await gallery();
  assertEquals(await page("before=2025-08-01T12:45:00Z"), "304");
  assertEquals(await page("after=2025-08-01T12:45:00Z&limit=1"), "z");
});

Deno.test("GET gallery refuses what is no time, and strangers", async () => {
  const { page, ask, path, simulator } = await gallery();
  assertEquals(await page("before=yesterday"), "400");
  assertEquals(await page("limit=0"), "400");
  const { token } = simulator.addUser();
  assertEquals((await ask(path, { token })).status, 404);
});

Deno.test("GET gallery walks a history of any length", async () => {
  const { simulator, read, ask } = world();
  let made = 0;
  const text = (index: number) => {
    made++;
    return `message ${index}`;
  };
  const history = { count: 1_000_000, everyMs: 300, text };
  const group = simulator.addGroup({ members: 1, history });
  const path = `/v3/conversations/${group.id}/gallery?limit=100`;
  const seen = new Set<string>();
  let query = "";
  for (let i = 0; i < 20; i++) {
    const { messages } = await read(path + query);
    for (const { id } of messages) seen.add(id);
    query = `&before=${messages.at(-1).gallery_ts}`;
  }
  assertEquals(seen.size, 2000);
  const oldest = await read(`${path}&after=2010-01-01T00:00:00Z`);
  assertEquals(oldest.messages[0].id, group.idAt(9));
  const none = await ask(`${path}&before=2010-01-01T00:00:00Z`);
  assertEquals(none.status, 304);
  // Little more is made than what was read.
  assertLess(made, 2_500);
});

Deno.test("GET gallery follows what was deleted and edited in a history", async () => {
  const { simulator, read, ask } = world();
  const history = { count: 40, text: String };
  const messageEditPeriod = 1e9;
  const group = simulator.addGroup({ history, messageEditPeriod });
  const path = `/v3/conversations/${group.id}/gallery`;
  simulator.removeMessage(group, group.idAt(19));
  await ask(`/v4/groups/${group.id}/messages/${group.idAt(29)}`, {
    method: "PUT",
    body: { text: "no picture" },
  });
  await ask(`/v4/groups/${group.id}/messages/${group.idAt(5)}`, {
    method: "PUT",
    body: { text: "picture", attachments: [{ type: "image", url: "x" }] },
  });
  const texts = async (query: string) => textsOf(await ask(path + query));
  assertEquals(await texts(""), "39 9 picture");
  assertEquals(await texts("?after=2010-01-01T00:00:00Z"), "picture 9 39");
  assertEquals((await read(path)).messages.length, 3);
});
