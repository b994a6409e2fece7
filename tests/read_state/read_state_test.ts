import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { NoResponse, NotFound, RateLimited } from "@rxgroupme/client";
import { readReceipts, readState } from "@rxgroupme/client/read_state";
import { forkJoin, from, lastValueFrom, toArray } from "rxjs";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { world } from "../support/world.ts";

const GROUP = "98115240";
const ID = "175405230148217736";
const V3 = "https://api.groupme.com/v3";
const V4 = "https://api.groupme.com/v4";
const V2 = "https://v2.groupme.com";
const ME = envelope.bind(null, { id: "7305518" });

Deno.test("ReadState.receipts() maps conversations to what was read last", async () => {
  const { client, lines } = scripted([
    envelope({
      receipts: [
        { conversation_id: GROUP, last_read_message_id: ID },
        { conversation_id: "7305518+41870263", last_read_message_id: 5 },
      ],
    }),
  ]);
  const receipts = await lastValueFrom(readState(client).receipts());
  assertEquals([...receipts], [[GROUP, ID], ["7305518+41870263", "5"]]);
  assertEquals(lines, [`GET ${V4}/read_receipts`]);
});

Deno.test("ReadState.unread() asks for groups and chats, with include repeated", async () => {
  const { client, lines } = scripted([
    envelope([
      { id: GROUP, unread_count: 3, last_read_message_id: ID, last_read_at: 9 },
      { id: "2", unread_count: null },
    ]),
    envelope([]),
    envelope([{ other_user: { id: 5 }, unread_count: 1 }]),
    envelope([]),
  ]);
  const unread = await lastValueFrom(readState(client).unread());
  assertEquals(unread, [
    {
      conversation: { groupId: GROUP },
      count: 3,
      lastReadMessageId: ID,
      lastReadAt: new Date(9_000),
    },
    {
      conversation: { groupId: "2" },
      count: undefined,
      lastReadMessageId: "",
      lastReadAt: undefined,
    },
    {
      conversation: { otherUserId: "5" },
      count: 1,
      lastReadMessageId: "",
      lastReadAt: undefined,
    },
  ]);
  const include =
    "include=unread_count&include=last_read_at&include=last_read_message_id";
  assertEquals(
    lines[0],
    `GET ${V3}/groups?page=1&per_page=100&omit=memberships&${include}`,
  );
  const chats = lines.find((line) => line.includes("/chats"));
  assertEquals(chats, `GET ${V3}/chats?page=1&per_page=100&${include}`);
});

Deno.test("ReadState.markRead() posts to v4, and never behind what was read", async () => {
  const { client, lines } = scripted([
    envelope({
      receipts: [{ conversation_id: GROUP, last_read_message_id: ID }],
    }),
    envelope({}, 202),
  ]);
  const state = readState(client);
  const manager = client.groups.messages(GROUP);
  await lastValueFrom(state.receipts());
  assertEquals(await lastValueFrom(state.markRead({ manager, id: ID })), true);
  const newer = `${BigInt(ID) + 1n}`;
  await lastValueFrom(state.markRead({ manager, id: newer }));
  assertEquals(lines.slice(1), [
    `POST ${V4}/read_receipts/${GROUP} {"last_read_message_id":"${newer}"}`,
  ]);
});

Deno.test("ReadState.markRead() tells the other user of a chat of the newest alone", async () => {
  const row = {
    id: "20",
    conversation_id: "7305518+41870263",
    recipient_id: "7305518",
  };
  const { client, lines } = scripted([
    envelope({}, 202),
    envelope({ count: 1, direct_messages: [row] }),
    envelope({ read_receipt: {} }),
    envelope({}, 202),
    envelope({ count: 1, direct_messages: [{ ...row, id: "21" }] }),
  ]);
  const message = client.chats.messages("41870263").source.read(row);
  const state = readState(client);
  await lastValueFrom(state.markRead(message));
  await lastValueFrom(state.markRead(message));
  assertEquals(lines.map((it) => it.split("?")[0]), [
    `POST ${V4}/read_receipts/7305518%2B41870263 {"last_read_message_id":"20"}`,
    `GET ${V3}/direct_messages`,
    `POST ${V3}/conversations/7305518%2B41870263/read_receipt`,
    `POST ${V4}/read_receipts/7305518%2B41870263 {"last_read_message_id":"20"}`,
    `GET ${V3}/direct_messages`,
  ]);
});

Deno.test("ReadState.markRead() after a 429 is not tried again, and holds nothing back", async () => {
  const { client, clock, lines } = scripted(
    [refusal(429), envelope({ id: "1" })],
    { retry: {} },
  );
  const manager = client.groups.messages(GROUP);
  await assertRejects(
    () => lastValueFrom(readState(client).markRead({ manager, id: ID })),
    RateLimited,
  );
  const started = clock.now();
  await clock.until(lastValueFrom(client.user.getMe()));
  assertEquals(clock.now() - started, 0);
  assertEquals(lines.length, 2);
});

Deno.test("ReadState.markAllRead() takes an empty 202", async () => {
  const { client, lines } = scripted([new Response(null, { status: 202 })]);
  assertEquals(await lastValueFrom(readState(client).markAllRead()), true);
  assertEquals(lines, [`POST ${V4}/conversations/mark_all_read`]);
});

Deno.test("ReadState.mute() and unmute() take the group's way, or that of all topics", async () => {
  const muted = (muted_until: number | null) =>
    envelope({ membership: { muted_until } });
  const { client, lines } = scripted([
    muted(253402300800),
    muted(1754055901),
    envelope({ membership: {} }),
    envelope({ membership: {} }),
  ]);
  const state = readState(client);
  assertEquals(
    await lastValueFrom(state.mute(GROUP)),
    new Date(253402300800_000),
  );
  const hour = { minutes: 60, withTopics: true };
  assertEquals(
    await lastValueFrom(state.mute({ groupId: GROUP }, hour)),
    new Date(1754055901_000),
  );
  assertEquals(await lastValueFrom(state.unmute(GROUP)), true);
  await lastValueFrom(state.unmute(GROUP, { withTopics: true }));
  assertEquals(lines, [
    `POST ${V2}/groups/${GROUP}/memberships/mute {}`,
    `POST ${V3}/groups/${GROUP}/memberships/mute_all {"duration":60}`,
    `POST ${V2}/groups/${GROUP}/memberships/unmute`,
    `POST ${V3}/groups/${GROUP}/memberships/unmute_all`,
  ]);
});

Deno.test("ReadState.mute() refuses a chat, and minutes that cannot be", () => {
  const { client, lines } = scripted([]);
  const state = readState(client);
  assertThrows(
    () => state.mute({ otherUserId: "5" }),
    TypeError,
    "conversation",
  );
  assertThrows(() => state.unmute({ otherUserId: "5" }), TypeError);
  assertThrows(
    () => state.mute(GROUP, { minutes: 0.5 }),
    RangeError,
    "minutes",
  );
  assertThrows(() => state.mute({} as { groupId: string }), TypeError);
  assertThrows(() => state.mute(" "), TypeError);
  assertEquals(lines, []);
});

Deno.test("ReadState.pinConversation() and unpinConversation() at the same time undo nothing of each other", async () => {
  const { clock, simulator, client } = world({ simulator: { latency: 300 } });
  const [a = "", b = "", c = ""] = [1, 2, 3]
    .map(() => simulator.addGroup().id);
  const state = readState(client);
  await clock.until(lastValueFrom(state.pinConversation(a)));
  const changes = forkJoin([
    state.pinConversation(b),
    readState(client).unpinConversation(a),
    state.pinConversation(c),
  ]);
  await clock.until(lastValueFrom(changes));
  assertEquals(await clock.until(lastValueFrom(state.pinned())), [b, c]);
  assertEquals(clock.pending, 0);
});

Deno.test("ReadState.pinConversation() and unpinConversation() write the whole list", async () => {
  const listed = () =>
    envelope({ pinned_conversation_ids: [GROUP, "7305518+41870263"] });
  const { client, lines } = scripted([
    listed(),
    envelope({}),
    ME(),
    listed(),
    envelope({}),
    listed(),
    envelope({}),
  ]);
  const state = readState(client);
  const chat = { otherUserId: "41870263" };
  assertEquals(await lastValueFrom(state.pinConversation("3")), [
    GROUP,
    "7305518+41870263",
    "3",
  ]);
  assertEquals(await lastValueFrom(state.unpinConversation(chat)), [GROUP]);
  await lastValueFrom(state.pinConversation(chat));
  assertEquals(lines[1]?.startsWith(`PUT ${V4}/pinned_conversations {`), true);
  assertEquals(
    lines.at(-1),
    `PUT ${V4}/pinned_conversations {"pinned_conversation_ids":["${GROUP}","7305518+41870263"]}`,
  );
});

Deno.test("ReadState.hide() deletes the chat of the other user", async () => {
  const { client, lines } = scripted([new Response(null, { status: 200 })]);
  assertEquals(await lastValueFrom(readState(client).hide("41870263")), true);
  assertEquals(lines, [`DELETE ${V3}/chats/41870263`]);
});

Deno.test("readReceipts() reads what push tells, and leaves out what is malformed", async () => {
  const channel = "/direct_message/7305518_41870263";
  const subject = {
    id: "175405255530812947",
    chat_id: "7305518+41870263",
    message_id: "175405255530812947",
    user_id: "7305518",
    read_at: 1754052601,
  };
  const event = (it: unknown) =>
    readEvent(
      channel,
      { type: "read_receipt.create", subject: it },
      "41870263",
    );
  const events = [
    event(subject),
    event({}),
    event({ ...subject, read_at: "x" }),
  ];
  const receipts = await lastValueFrom(
    from(events).pipe(readReceipts(), toArray()),
  );
  assertEquals(receipts, [{
    conversationId: "7305518+41870263",
    messageId: "175405255530812947",
    userId: "7305518",
    at: new Date(1754052601_000),
  }]);
});

Deno.test("ReadState.hide() takes a 404 for success only after a lost answer", async () => {
  const lost = scripted([new TypeError("reset"), refusal(404)]);
  const hidden = readState(lost.client).hide("41870263");
  await assertRejects(() => lastValueFrom(hidden), NoResponse);
  assertEquals(await lastValueFrom(hidden), true);
  const gone = scripted([refusal(404)]);
  await assertRejects(
    () => lastValueFrom(readState(gone.client).hide("41870263")),
    NotFound,
  );
});

Deno.test("ReadState.mute() takes an empty answer for done", async () => {
  for (const answer of [envelope(null), new Response("")]) {
    const { client } = scripted([answer]);
    assertEquals(await lastValueFrom(readState(client).mute(GROUP)), undefined);
  }
});

Deno.test("ReadState.unread() emits each row, also without an id", async () => {
  const { client } = scripted([
    envelope([{ unread_count: 1 }, { unread_count: 2 }]),
    envelope([]),
    envelope([{ other_user: null, unread_count: 3 }]),
    envelope([]),
  ]);
  const unread = await lastValueFrom(readState(client).unread());
  assertEquals(
    unread.map(({ conversation, count }) => [conversation, count]),
    [[{ groupId: "" }, 1], [{ groupId: "" }, 2], [{ otherUserId: "" }, 3]],
  );
});
