import { assertEquals, assertMatch } from "@std/assert";
import { listen, WAYS, world } from "./ask.ts";

const HOUR_S = 3_600;

/** The fields that lists have, and answers to who sent a message do not. */
const LISTED = ["conversation_id", "pinned_at", "pinned_by", "platform"];

for (const way of WAYS) {
  Deno.test(`each answer to a sender leaves out the fields of lists, over ${way}`, async () => {
    const { simulator, clock, post } = world({}, way);
    const ana = simulator.addUser();
    const { id } = simulator.addGroup({ members: [ana] });
    const send = async (path: string, body: object) =>
      (await (await post(path, body)).json()).response;
    const expiration = clock.now() / 1000 + 2 * HOUR_S;
    const time = "2026-01-01T10:00:00Z";
    const text = "low tide";
    const { poll, ...polled } = await send(`/v3/poll/${id}`, {
      subject: text,
      options: [{ title: "a" }, { title: "b" }],
      expiration,
    });
    const { event, ...planned } = await send(
      `/v3/conversations/${id}/events/create`,
      { name: text, start_at: time, end_at: time, timezone: "Etc/UTC" },
    );
    assertEquals([poll.data.subject, event.name], [text, text]);
    const sent = [
      await send(`/v3/groups/${id}/messages`, { message: { text } }),
      await send("/v3/direct_messages", {
        direct_message: { recipient_id: ana.id, text },
      }),
      polled,
      planned,
    ].map(({ message, direct_message }) => message ?? direct_message);
    for (const message of sent) {
      assertMatch(message.id, /^\d{18}$/);
      assertEquals(LISTED.filter((name) => name in message), []);
    }
  });

  Deno.test(`GET v4 results tell who could not be added, over ${way}`, async () => {
    const { simulator, clock, post, ask, read } = world({}, way);
    const { id } = simulator.addGroup();
    const ana = simulator.addUser();
    const answer = await post(`/v3/groups/${id}/members/add`, {
      members: [
        { nickname: "Ana", user_id: ana.id, guid: "a" },
        { nickname: "Nobody", user_id: "1", guid: "b" },
      ],
    });
    const { response: { results_id } } = await answer.json();
    const path = `/groups/${id}/members/results/${results_id}`;
    assertEquals((await ask(`/v4${path}`)).status, 503);
    await clock.advance(1_000);
    const { members, failed } = await read(`/v4${path}`);
    assertEquals(members.map(({ guid }: { guid: string }) => guid), ["a"]);
    assertEquals(failed, [{ guid: "b", code: 40301 }]);
    assertEquals(await read(`/v3${path}`), { members });
  });

  Deno.test(`the wrong paths of messages and joining break, over ${way}`, async () => {
    const { simulator, ask } = world({}, way);
    const group = simulator.addGroup({ history: 1 });
    const { id } = group;
    const message = `messages/${group.idAt(0)}`;
    for (
      const [method, path] of [
        ["DELETE", `/v3/groups/${id}/${message}`],
        ["PUT", `/v3/conversations/${id}/${message}`],
        ["POST", `/v4/groups/${id}/join`],
      ] as const
    ) {
      const answer = await ask(path, { method });
      assertEquals(answer.status, 500, path);
      assertEquals(await answer.text(), "Oops! Something broke");
    }
  });
}

Deno.test("GET members leaves out the flags that groups show", async () => {
  const { simulator, read, post } = world();
  const ana = simulator.addUser({ name: "Ana" });
  const { id } = simulator.addGroup({ members: [ana] });
  const path = `/v3/groups/${id}/members`;
  const { memberships } = await read(`${path}?filter=active`);
  const fields = "id image_url name nickname roles state user_id";
  const namesOf = (row: object) => Object.keys(row).sort().join(" ");
  assertEquals(memberships.map(namesOf), [fields, fields]);
  await post(`${path}/${memberships[1].id}/remove`);
  const inactive = await read(`${path}?filter=inactive`);
  assertEquals(inactive.memberships.map(namesOf), [fields]);
  assertEquals(inactive.memberships[0].state, "removed");
});

Deno.test("an announcement group lets edit for twelve hours", async () => {
  const { simulator, read, post } = world();
  const { id } = simulator.addGroup({ type: "announcement" });
  const period = async () =>
    (await read(`/v3/groups/${id}`)).message_edit_period;
  assertEquals(await period(), 43_200);
  for (const [type, seconds] of [["closed", 15], ["announcement", 43_200]]) {
    await post(`/v3/groups/${id}/update`, { type });
    assertEquals(await period(), seconds);
    const { messages: [notice] } = await read(`/v3/groups/${id}/messages`);
    assertEquals(notice.event.type, "group.type_change");
    assertEquals(notice.event.data.message_edit_period, seconds);
  }
});

Deno.test("a notice of a group is pushed in its own words, others name the sender", async () => {
  const start = world();
  const { simulator } = start;
  const ana = simulator.addUser({ name: "Ana" });
  const group = simulator.addGroup({ members: [ana] });
  const chat = simulator.addChat(ana);
  const pushed = await listen(start, [`/user/${simulator.me.id}`]);
  const { id } = simulator.inject(group, { userId: ana.id, text: "low tide" });
  group.pinBy(ana, id);
  const { id: direct } = simulator.inject(chat, { userId: ana.id, text: "a" });
  chat.editBy(ana, direct, "b");
  assertEquals((await pushed()).map(({ data }) => data.alert), [
    "Ana: low tide",
    "Ana pinned a message.",
    "Ana: a",
    "GroupMe: Ana edited to: “b”",
  ]);
});

Deno.test("videos of other hosts than GroupMe's are refused", async () => {
  const { simulator, post } = world();
  const { id } = simulator.addGroup();
  const send = async (url: string) => {
    const attachments = [{ type: "video", url, preview_url: url }];
    const message = { text: "look", attachments };
    return (await post(`/v3/groups/${id}/messages`, { message })).status;
  };
  assertEquals(await send("https://v.groupme.com/1/2/a.mp4"), 201);
  assertEquals(await send("https://videos.example/a.mp4"), 400);
});

Deno.test("POST blocks/delete takes a block away", async () => {
  const { simulator, post, read } = world();
  const { id } = simulator.addUser();
  const query = `user=${simulator.me.id}&otherUser=${id}`;
  await post(`/v3/blocks?${query}`);
  const list = async () => (await read(`/v3/blocks?${query}`)).blocks.length;
  assertEquals(await list(), 1);
  const answer = await post(`/v3/blocks/delete?${query}`);
  assertEquals([answer.status, await answer.text()], [200, ""]);
  assertEquals(await list(), 0);
});

Deno.test("POST pictures with a URL answers with a picture that can be read", async () => {
  const { fetch, post } = world();
  const answer = await post(
    "https://image.groupme.com/pictures?url=https%3A%2F%2Fa.example%2Fb.png",
  );
  const { payload: { url, picture_url } } = await answer.json();
  assertEquals([answer.status, url], [200, picture_url]);
  const picture = await fetch(new Request(url));
  assertEquals(picture.headers.get("content-type"), "image/png");
  await picture.arrayBuffer();
});

Deno.test("GET relationships goes on behind the id that a page holds in base 64", async () => {
  const { simulator, read } = world();
  const members = Array.from({ length: 5 }, () => simulator.addUser());
  simulator.addGroup({ members });
  const seen: string[] = [];
  for (let page = "";;) {
    const query = page === "" ? "" : `&page=${encodeURIComponent(page)}`;
    const rows: { id: string }[] = await read(
      `/v4/relationships?limit=2${query}`,
    );
    if (rows.length === 0) break;
    seen.push(...rows.map(({ id }) => id));
    page = btoa(seen.at(-1) ?? "");
  }
  assertEquals(seen, members.map(({ id }) => id));
});

Deno.test("deleteBy() of GroupMe itself leaves a tombstone of its own words", async () => {
  const start = world();
  const { simulator, read } = start;
  const group = simulator.addGroup({ members: 1, history: 2 });
  const pushed = await listen(start, [`/group/${group.id}`]);
  const id = group.idAt(0);
  group.deleteBy("system", id);
  const path = `/v4/groups/${group.id}/messages/${id}`;
  const { message } = await read(path);
  assertEquals([message.text, message.deletion_actor, message.attachments], [
    "This message was removed",
    "system",
    [],
  ]);
  const { messages: [notice] } = await read(
    `/v3/groups/${group.id}/messages?limit=1`,
  );
  assertEquals(notice.event.type, "message.deleted");
  assertEquals(notice.event.data.deletion_actor, "system");
  assertEquals("deleter_id" in notice.event.data, false);
  const [frame] = await pushed();
  assertEquals(frame?.data.type, "message.deleted");
  assertEquals(frame?.data.subject?.text, "This message was removed");
});
