import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { WAYS, world } from "./ask.ts";

interface Row {
  id: string;
  text: string;
  created_at: number;
}

/** Walks a group's history back, page by page, to its beginning. */
async function walk(
  { ask }: Pick<ReturnType<typeof world>, "ask">,
  groupId: string,
  limit = 100,
): Promise<{ sizes: number[]; rows: Row[] }> {
  const sizes: number[] = [];
  const rows: Row[] = [];
  for (let before = "";;) {
    const path = `/v3/groups/${groupId}/messages?limit=${limit}${before}`;
    const answer = await ask(path);
    if (answer.status === 304) return { sizes, rows };
    const { messages } = (await answer.json()).response;
    sizes.push(messages.length);
    rows.push(...messages);
    before = `&before_id=${rows.at(-1)?.id}`;
  }
}

const newestFirst = (count: number) =>
  Array.from({ length: count }, (_, index) => `${count - 1 - index}`);

for (const way of WAYS) {
  Deno.test(`pageCap ends each page early, whatever the anchor, over ${way}`, async () => {
    const start = world({ pageCap: 50 }, way);
    const { simulator, read } = start;
    const history = { count: 130, text: String };
    const group = simulator.addGroup({ history });
    const { sizes, rows } = await walk(start, group.id);
    assertEquals(sizes, [50, 50, 30]);
    assertEquals(rows.map(({ text }) => text), newestFirst(130));
    // The page of since_id holds the newest, not those next to the anchor.
    const path = `/v3/groups/${group.id}/messages?limit=100`;
    const { messages } = await read(`${path}&since_id=${group.idAt(0)}`);
    assertEquals(
      messages.map(({ text }: Row) => text),
      newestFirst(130).slice(0, 50),
    );
  });

  Deno.test(`shortPages shortens pages, and loses nothing of a walk, over ${way}`, async () => {
    const start = world({ shortPages: 0.5 }, way);
    const history = { count: 300, text: String };
    const group = start.simulator.addGroup({ history });
    const { sizes, rows } = await walk(start, group.id, 20);
    assertEquals(rows.map(({ text }) => text), newestFirst(300));
    assert(sizes.length > 16 && Math.min(...sizes) >= 1, `${sizes}`);
    assert(sizes.filter((size) => size === 20).length > 3, `${sizes}`);
    const same = world({ shortPages: 0.5 }, way);
    const other = same.simulator.addGroup({ history });
    assertEquals((await walk(same, other.id, 20)).sizes, sizes);
  });

  Deno.test(`irregularEvery gives irregular ids to a history, which stay anchors, over ${way}`, async () => {
    const start = world({}, way);
    const { simulator, ask, read } = start;
    const history = { count: 200, text: String, imageEvery: 4 };
    const plain = world().simulator.addGroup({ history });
    const group = simulator.addGroup({
      history: { ...history, irregularEvery: 5 },
    });
    const { rows } = await walk(start, group.id, 3);
    assertEquals(rows.map(({ text }) => text), newestFirst(200));
    const kinds = new Set<string>();
    for (const [index, { id, created_at }] of rows.entries()) {
      const at = 199 - index;
      const made = plain.idAt(at);
      assertEquals(created_at, Number(made.slice(0, 10)));
      assertEquals(group.idAt(at), id);
      if (at % 5 !== 4) assertEquals(id, made);
      else kinds.add(id.length === 18 ? id.slice(0, 1) : `${id.length}`);
      const one = await read(`/v4/groups/${group.id}/messages/${id}`);
      assertEquals(one.message.text, `${at}`);
    }
    assertEquals([...kinds].sort(), ["16", "19", "9"]);
    const gallery = `/v3/conversations/${group.id}/gallery?limit=200`;
    const { messages } = await read(gallery);
    assertEquals(messages.length, 50);
    assertEquals(
      (await ask(`${gallery}&after=${messages[0].gallery_ts}`)).status,
      304,
    );
  });

  Deno.test(`irregularIds gives irregular ids to what is posted, in its order, over ${way}`, async () => {
    const start = world({ irregularIds: 0.3 }, way);
    const { simulator, clock, read, post } = start;
    const group = simulator.addGroup({ members: 1 });
    for (let i = 0; i < 60; i++) {
      simulator.inject(group, { text: `${i}` });
      await clock.advance(100);
    }
    const { rows } = await walk(start, group.id, 7);
    assertEquals(rows.map(({ text }) => text), newestFirst(60));
    const lengths = new Set(rows.map(({ id }) => id.length));
    assertEquals([...lengths].sort(), [16, 18, 19]);
    const [row] = await read("/v3/groups");
    assertEquals(row.messages.last_message_id, rows[0]?.id);
    for (const { id } of rows) {
      const path = `/v3/messages/${group.id}/${id}/like`;
      assertEquals((await post(path)).status, 200);
    }
  });

  Deno.test(`inject() takes an id of any kind, over ${way}`, async () => {
    const start = world({}, way);
    const { simulator, read } = start;
    const history = { count: 2, text: String };
    const group = simulator.addGroup({ members: 1, history });
    const id = "12";
    assertEquals(simulator.inject(group, { id, text: "2" }).id, id);
    simulator.inject(group, { text: "3" });
    const { rows } = await walk(start, group.id, 1);
    assertEquals(rows.map(({ text }) => text), newestFirst(4));
    const path = `/v3/groups/${group.id}/messages?after_id=${id}`;
    assertEquals((await read(path)).messages[0].text, "3");
    assertNotEquals(rows[0]?.id, id);
    assertEquals(group.unread(), 2);
  });

  Deno.test(`deletedAnchors lets what was taken out lead to nothing, over ${way}`, async () => {
    for (const deletedAnchors of ["position", "nothing"] as const) {
      const { simulator, ask } = world({ deletedAnchors }, way);
      const group = simulator.addGroup({ history: 3 });
      const { id } = simulator.inject(group);
      simulator.removeMessage(group, id);
      simulator.inject(group);
      const status = deletedAnchors === "position" ? 200 : 304;
      for (const anchor of ["after_id", "since_id", "before_id"]) {
        const path = `/v3/groups/${group.id}/messages?${anchor}=${id}`;
        assertEquals((await ask(path)).status, status);
      }
    }
  });
}
