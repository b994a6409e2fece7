import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { textsOf, world } from "./ask.ts";

/** A group in which the messages `a` to `g` were posted, a minute apart. */
function letters(options = {}) {
  const start = world(options);
  const other = start.simulator.addUser({ name: "Teo Marsh" });
  const text = (index: number) => "abcdefg"[index] ?? "";
  const history = { count: 7, imageEvery: 0, likeEvery: 0, text };
  const group = start.simulator.addGroup({ members: [other], history });
  const path = `/v3/groups/${group.id}/messages`;
  const id = (letter: string) => group.idAt("abcdefg".indexOf(letter));
  const page = async (query = "") => {
    const anchored = query.replace(/_id=([a-g])/, (_, a) => `_id=${id(a)}`);
    return textsOf(await start.ask(`${path}?${anchored}`));
  };
  return { ...start, group, other, path, id, page };
}

const examples = {
  "limit=3": "g f e",
  "limit=3&before_id=e": "d c b",
  "limit=3&before_id=b": "a",
  "limit=3&before_id=a": "304",
  "limit=3&after_id=b": "c d e",
  "limit=3&after_id=e": "f g",
  "limit=3&after_id=g": "304",
  "limit=3&since_id=b": "g f e",
  "limit=3&since_id=e": "g f",
  "limit=3&since_id=g": "304",
};

Deno.test("GET messages pages as in the worked example", async () => {
  const { page } = letters();
  for (const [query, texts] of Object.entries(examples)) {
    assertEquals(await page(query), texts, query);
  }
});

Deno.test("GET messages pages posted messages like seeded ones", async () => {
  const { simulator, ask, clock } = world();
  const group = simulator.addGroup({ members: 1 });
  const ids = new Map<string, string>();
  for (const text of "abcdefg") {
    ids.set(text, simulator.inject(group, { text }).id);
    await clock.advance(1);
  }
  for (const [query, texts] of Object.entries(examples)) {
    const path = query.replace(/_id=([a-g])/, (_, a) => `_id=${ids.get(a)}`);
    const answer = await ask(`/v3/groups/${group.id}/messages?${path}`);
    assertEquals(await textsOf(answer), texts, query);
  }
});

Deno.test("GET messages answers nothing with 304, no body and no length", async () => {
  const { ask, path, id } = letters();
  const answer = await ask(`${path}?after_id=${id("g")}`);
  assertEquals(answer.status, 304);
  assertEquals(answer.body, null);
  assertEquals(answer.headers.get("content-length"), "0");
  assertEquals(answer.headers.get("etag"), null);
});

Deno.test("GET messages gives 20 unless told, and the life-time count", async () => {
  const { simulator, read } = world();
  const group = simulator.addGroup({ history: 300 });
  const path = `/v3/groups/${group.id}/messages`;
  assertEquals((await read(path)).messages.length, 20);
  const { count, messages } = await read(`${path}?limit=200`);
  assertEquals([count, messages.length], [300, 200]);
  simulator.removeMessage(group, group.idAt(299));
  assertEquals((await read(path)).count, 300);
});

Deno.test("GET messages refuses a limit outside 1 to 200", async () => {
  const { ask, path } = letters();
  for (const limit of ["0", "201", "500", "-1", "x", ""]) {
    const answer = await ask(`${path}?limit=${limit}`);
    assertEquals(answer.status, 400, limit);
    assertEquals(await answer.json(), {
      meta: { code: 400, errors: ["limit must be between 1 and 200"] },
    });
  }
});

Deno.test("GET messages gives no more than pageCap, whatever is asked", async () => {
  const { page } = letters({ pageCap: 2 });
  assertEquals(await page("limit=200"), "g f");
  assertEquals(await page("limit=201"), "400");
});

Deno.test("GET messages refuses two anchors, and anchors that are no ids", async () => {
  const { ask, path, id } = letters();
  const two = await ask(`${path}?before_id=${id("g")}&after_id=${id("a")}`);
  assertEquals(two.status, 400);
  assertEquals((await ask(`${path}?before_id=abc`)).status, 400);
});

Deno.test("GET messages compares unknown anchors by their value", async () => {
  const { page } = letters();
  assertEquals(await page("limit=2&after_id=0"), "a b");
  assertEquals(await page("limit=2&after_id=1281940372"), "a b");
  assertEquals(await page("limit=2&after_id=0009"), "a b");
  assertEquals(await page("before_id=99"), "304");
  assertEquals(await page(`limit=1&before_id=${"9".repeat(20)}`), "g");
});

Deno.test("GET messages refuses anchors that never were, if strict", async () => {
  const { simulator, group, page, id } = letters({ strictAnchors: true });
  assertEquals(await page("after_id=0"), "400");
  assertEquals(await page(`after_id=${BigInt(id("b")) + 1n}`), "400");
  const late = simulator.inject(group, { visibleAfter: 1000 });
  assertEquals(await page(`after_id=${late.id}`), "304");
  const deleted = id("c");
  simulator.removeMessage(group, deleted);
  assertEquals(await page(`limit=1&after_id=${deleted}`), "d");
  const { id: posted } = simulator.inject(group);
  simulator.removeMessage(group, posted);
  assertEquals(await page(`limit=1&before_id=${posted}`), "g");
});

Deno.test("GET messages leaves holes where messages were taken away", async () => {
  const { simulator, group, page, id } = letters();
  const [c, f] = [id("c"), id("f")];
  const posted = simulator.inject(group, { text: "h" });
  simulator.inject(group, { text: "i" });
  assertEquals(simulator.removeMessage(group, c), true);
  assertEquals(simulator.removeMessage(group, f), true);
  assertEquals(simulator.removeMessage(group, posted.id), true);
  assertEquals(simulator.removeMessage(group, posted.id), false);
  assertEquals(await page("limit=4"), "i g e d");
  assertEquals(await page(`limit=2&after_id=${c}`), "d e");
});

Deno.test("GET messages lists a late message when its time has come", async () => {
  const { simulator, group, page, clock } = letters();
  const late = simulator.inject(group, { text: "late", visibleAfter: 3000 });
  await clock.advance(1000);
  const next = simulator.inject(group, { text: "next" });
  assertEquals(late.id < next.id, true);
  assertEquals(await page("limit=2"), "next g");
  await clock.advance(1999);
  assertEquals(await page("limit=2&after_id=g"), "next");
  await clock.advance(1);
  assertEquals(await page("limit=2"), "next late");
  assertEquals(await page(`after_id=${next.id}`), "304");
});

Deno.test("GET messages answers 404 without a body to who is not in the group", async () => {
  const { simulator, ask, path } = letters();
  const { token } = simulator.addUser();
  for (
    const [at, as] of [[path, token], ["/v3/groups/1/messages", undefined]]
  ) {
    const answer = await ask(at ?? "", { token: as });
    assertEquals(answer.status, 404);
    assertEquals(await answer.text(), "");
    assertEquals(answer.headers.get("content-length"), "0");
  }
});

Deno.test("GET messages hides the text of files from who takes none", async () => {
  const { simulator, group, page } = letters();
  const attachments = [{ type: "file", file_id: "b7e0c1d2" }];
  simulator.inject(group, { text: "plan.pdf", attachments });
  assertEquals(await page("limit=1&acceptFiles=1"), "plan.pdf");
  assertEquals(await page("limit=1&acceptFiles=true"), "plan.pdf");
  assertStringIncludes(await page("limit=1"), "app cannot show");
});

Deno.test("GET message answers one, on v3 and v4", async () => {
  const { read, ask, group, id } = letters();
  for (const version of ["v3", "v4"]) {
    const path = `/${version}/groups/${group.id}/messages`;
    const { message } = await read(`${path}/${id("d")}`);
    assertEquals([message.text, message.id], ["d", id("d")]);
    assertEquals((await ask(`${path}/17`)).status, 404);
  }
});

Deno.test("POST messages answers 201 with the message as sent", async () => {
  const { simulator, post, path, group } = letters();
  const answer = await post(path, {
    message: { source_guid: "one", text: "h", attachments: [] },
  });
  assertEquals(answer.status, 201);
  const { response: { message }, meta } = await answer.json();
  assertEquals(meta, { code: 201 });
  const { id, avatar_url, ...rest } = message;
  assertMatch(id, /^1754052300\d{8}$/);
  assertMatch(avatar_url, /^https:\/\/i\.groupme\.com\/\d+x\d+\.png\.\w{32}$/);
  assertEquals(rest, {
    attachments: [],
    created_at: 1754052300,
    favorited_by: [],
    group_id: group.id,
    name: "Ines Calder",
    sender_id: simulator.me.id,
    sender_type: "user",
    source_guid: "one",
    system: false,
    text: "h",
    user_id: simulator.me.id,
  });
});

Deno.test("POST messages knows a source_guid for a minute, each user's own", async () => {
  const { clock, post, path, other, page } = letters();
  const send = async (text: string, token?: string) => {
    const message = { source_guid: "one", text };
    const answer = await post(path, { message }, { token });
    return [answer.status, answer.headers.get("content-length")].join(" ");
  };
  assertEquals(await send("first"), "201 ");
  await clock.advance(59_999);
  assertEquals(await send("again"), "409 0");
  assertEquals(await send("other", other.token), "201 ");
  await clock.advance(1);
  assertEquals(await send("later"), "201 ");
  assertEquals(await page("after_id=g"), "first other later");
});

Deno.test("POST messages refuses what has neither words nor attachments, or too many", async () => {
  const { post, path, page } = letters();
  const refused = [
    {},
    { text: null },
    { text: " ", attachments: [] },
    { text: "x".repeat(1001) },
  ];
  for (const message of refused) {
    assertEquals((await post(path, { message })).status, 400);
  }
  assertEquals((await post(path, "nonsense")).status, 400);
  const attachments = [{ type: "location", lat: "1", lng: "2", name: "x" }];
  assertEquals((await post(path, { message: { attachments } })).status, 201);
  const text = "x".repeat(1000);
  assertEquals((await post(path, { message: { text } })).status, 201);
  assertEquals((await page("after_id=g")).length, 1001);
});

Deno.test("POST messages gives ids that grow, however many in one millisecond", () => {
  const { simulator } = world();
  const group = simulator.addGroup({ members: 1 });
  let last = 0n;
  for (let i = 0; i < 3000; i++) {
    const id = BigInt(simulator.inject(group).id);
    assertEquals(id > last, true);
    last = id;
  }
});
