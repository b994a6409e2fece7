import { assert, assertEquals } from "@std/assert";
import type { ConversationKey } from "@rxgroupme/client";
import type { PushEvent } from "@rxgroupme/client/push";
import { readEvent } from "../../../lib/push/events/read_event.ts";

const me = "70";
const own = `/user/${me}`;
const line = { id: "1", group_id: "5", text: "low tide" };
const direct = { id: "1", chat_id: "30+70", text: "bring the net?" };

const kinds: readonly [string, string, unknown, ConversationKey?][] = [
  ["line.create", own, line, { groupId: "5" }],
  ["direct_message.create", own, direct, { otherUserId: "30" }],
  ["like.create", own, { line }, { groupId: "5" }],
  ["like.create", own, { direct_message: direct }, { otherUserId: "30" }],
  ["like.delete", "/group/5", { line }, { groupId: "5" }],
  ["favorite", "/group/5", { line }, { groupId: "5" }],
  ["reaction", "/group/5", { line: { id: "1" } }, { groupId: "5" }],
  ["membership.create", own, { id: "5", name: "Tide" }, { groupId: "5" }],
  ["message.deleted", "/group/5", line, { groupId: "5" }],
  ["message.update", "/group/5", line, { groupId: "5" }],
  [
    "read_receipt.create",
    "/direct_message/30_70",
    { chat_id: "30+70" },
    { otherUserId: "30" },
  ],
];

for (const [type, channel, subject, conversation] of kinds) {
  const about = JSON.stringify(conversation);
  Deno.test(`readEvent() reads ${type} of ${about}`, () => {
    const data = { type, alert: "", subject, received_at: 1, more: true };
    const event = readEvent(channel, data, me);
    assertEquals(event, { type, channel, conversation, data } as typeof event);
    assert(event.data === data);
  });
}

Deno.test("readEvent() takes the conversation from the channel", () => {
  const data = { type: "typing", user_id: "30", started: 1 };
  const of = (channel: string) => readEvent(channel, data, me).conversation;
  assertEquals(of("/group/5"), { groupId: "5" });
  assertEquals(of("/direct_message/30_70"), { otherUserId: "30" });
  assertEquals(of("/direct_message/70_90"), { otherUserId: "90" });
  assertEquals(of("/direct_message/70_70"), { otherUserId: "70" });
  assertEquals(of(own), undefined);
});

Deno.test("readEvent() knows keep-alives", () => {
  for (const type of ["ping", "subscribe"]) {
    const data = { type };
    const event = { type, channel: own, data } as PushEvent;
    assertEquals(readEvent(own, data, me), event);
  }
  // The form of 2011.
  assertEquals(readEvent(own, { ping: true }, me).type, "unknown");
});

Deno.test("readEvent() passes on what it does not know, and fails at nothing", () => {
  const malformed: readonly unknown[] = [
    undefined,
    null,
    0,
    "",
    "line.create",
    [],
    [{ type: "line.create" }],
    {},
    { type: 7 },
    { type: null, subject: line },
    { type: "poll.vote", subject: line },
    { type: "line.create" },
    { type: "line.create", subject: null },
    { type: "line.create", subject: "text" },
    { type: "line.create", subject: [line] },
    { type: "like.create", subject: 7 },
    { type: "constructor", subject: line },
    { type: "typing ping", subject: line },
    { type: { toString: 1, valueOf: 1 }, subject: line },
  ];
  for (const data of malformed) {
    for (const channel of [own, "", "/", "nowhere", "/group/", "/group/5"]) {
      const event = readEvent(channel, data, me);
      assertEquals(event.type, "unknown");
      assertEquals(event.channel, channel);
      assert(Object.is(event.data, data));
    }
  }
});

Deno.test("readEvent() takes ids that are numbers, and survives malformed ones", () => {
  const of = (subject: unknown) =>
    readEvent(own, { type: "line.create", subject }, me).conversation;
  assertEquals(of({ group_id: 5 }), { groupId: "5" });
  assertEquals(of({ group_id: {} }), undefined);
  assertEquals(of({ group_id: " " }), undefined);
  assertEquals(of({ chat_id: "\ud800+70" }), undefined);
  assertEquals(of({ group_id: null, chat_id: "30+70" }), { otherUserId: "30" });
  assertEquals(of({ chat_id: "30" }), undefined);
  assertEquals(of({ chat_id: "+" }), undefined);
  assertEquals(of({ chat_id: 7 }), undefined);
  assertEquals(of({ line: null, direct_message: 7 }), undefined);
});

Deno.test("readEvent() takes messages, own reactions and new groups from the user's channel alone", () => {
  const places = ["/group/5", "/direct_message/30_70", "/user/30", "/user", ""];
  for (const type of kinds.map(([type]) => type)) {
    const isOwn = type.endsWith(".create") && type !== "read_receipt.create";
    for (const channel of [own, ...places]) {
      const isPlace = /^\/(?:group|direct_message)/.test(channel);
      const event = readEvent(channel, { type, subject: {} }, me);
      const right = channel === own || (isPlace && !isOwn) ? type : "unknown";
      assertEquals(event.type, right, `${type} on ${channel}`);
    }
  }
});

Deno.test("readEvent() takes nothing of another conversation than its channel's", () => {
  const of = (channel: string, subject: unknown) => {
    const data = { type: "favorite", subject };
    const { type, conversation } = readEvent(channel, data, me);
    return { type, conversation };
  };
  const group = { groupId: "5" };
  const chat = { otherUserId: "30" };
  const inGroup = (subject: unknown) => of("/group/5", subject);
  const inChat = (subject: unknown) => of("/direct_message/30_70", subject);
  for (const it of [{}, { line }, { group_id: 5 }, { line: { id: "1" } }]) {
    assertEquals(inGroup(it), { type: "favorite", conversation: group });
  }
  for (const it of [{ line: { group_id: "6" } }, { direct_message: direct }]) {
    assertEquals(inGroup(it), { type: "unknown", conversation: group });
  }
  assertEquals(inChat({ direct_message: direct }).type, "favorite");
  assertEquals(inChat({ chat_id: "70+30" }).type, "favorite");
  for (const it of [{ line }, { chat_id: "31+70" }]) {
    assertEquals(inChat(it), { type: "unknown", conversation: chat });
  }
  // A chat of two others.
  assertEquals(of("/direct_message/30_31", {}), {
    type: "unknown",
    conversation: undefined,
  });
});
