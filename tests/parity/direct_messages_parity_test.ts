import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import {
  conversationIdOf,
  DirectMessage,
  DirectMessages,
} from "@rxgroupme/client";
import {
  all,
  chatWorld,
  idsOf,
  last,
  lastRequest,
  stored,
} from "./message_support.ts";
import { row } from "./row.ts";

row(
  "DirectMessage",
  "DirectMessage",
  "Has recipientId too.",
  async () => {
    const here = chatWorld(0);
    const mine = await last(here, here.messages.create("low tide"));
    assertInstanceOf(mine, DirectMessage);
    const { id } = here.simulator.inject(here.chat, { text: "high tide" });
    const [theirs] = await last(here, here.messages.list());
    assertInstanceOf(theirs, DirectMessage);
    assertEquals([theirs.id, theirs.text], [id, "high tide"]);
    const { me } = here.simulator;
    assertEquals([theirs.userId, theirs.recipientId], [here.other.id, me.id]);
    assertEquals([mine.userId, mine.recipientId], [me.id, here.other.id]);
  },
);

row(
  "DirectMessage.get_conversation_id",
  "conversationIdOf(userId, otherUserId)",
  "Ids are ordered as numbers, not as texts.",
  async () => {
    const here = chatWorld();
    const { me } = here.simulator;
    const { id } = here.chat;
    assertEquals(conversationIdOf(me.id, here.other.id), id);
    assertEquals(conversationIdOf(here.other.id, me.id), id);
    assertEquals(conversationIdOf("41870263", "7305518"), "7305518+41870263");
    // What a post is answered lacks it.
    const sent = await last(here, here.messages.create("low tide"));
    assertEquals(sent.data.conversation_id, undefined);
    assertEquals(sent.conversationId, id);
  },
);

row(
  "DirectMessages",
  "client.chats.messages(otherUserId)",
  "Needs no chat, and no request, first.",
  async () => {
    const here = chatWorld(3);
    assertInstanceOf(here.messages, DirectMessages);
    assertEquals(here.simulator.requests, []);
    const own = new DirectMessages(here.client.session, here.other.id);
    assertEquals(idsOf(await last(here, own.list())), stored(here.chat));
  },
);

row(
  "DirectMessages.create",
  "messages.create({ text, attachments }, { sourceGuid })",
  "Leaves one message, however often it has to be sent.",
  async () => {
    const here = chatWorld(0);
    here.simulator.fault({
      lostAnswer: true,
      match: { method: "POST" },
      times: 1,
    });
    const tide = { type: "tide", high: true };
    const content = { text: "low tide", attachments: [tide] };
    const options = { sourceGuid: "mine-1" };
    const message = await last(here, here.messages.create(content, options));
    assertEquals(stored(here.chat), [message.id]);
    const sent = here.chat.messageAt(0);
    assertEquals([sent?.text, sent?.source_guid], ["low tide", "mine-1"]);
    assertEquals(sent?.attachments, [tide]);
    assertEquals(sent?.recipient_id, here.other.id);
  },
);

row(
  "DirectMessages.list",
  "messages.list({ beforeId, limit })",
  "One page, an array; two anchors are a TypeError, before any request.",
  async () => {
    const here = chatWorld(30);
    const ids = stored(here.chat);
    const { messages } = here;
    const page = async (options?: Parameters<typeof messages.list>[0]) =>
      idsOf(await last(here, messages.list(options)));
    assertEquals(await page(), ids.slice(0, 20));
    assertEquals(await page({ beforeId: ids[4], limit: 3 }), ids.slice(5, 8));
    assertEquals(await page({ sinceId: ids[4], limit: 3 }), ids.slice(0, 3));
    assertEquals(await page({ beforeId: ids.at(-1) }), []);
    const two = { beforeId: "1", sinceId: "2" };
    assertThrows(() => messages.list(two), TypeError, "beforeId");
  },
);

row(
  "DirectMessages.list_all",
  "messages.listAll({ limit })",
  "With sinceId it has all pages, not only one.",
  async () => {
    const here = chatWorld(45);
    const ids = stored(here.chat);
    const found = await all(here, here.messages.listAll({ limit: 10 }));
    assertEquals(idsOf(found), ids);
    assertEquals(lastRequest(here).query.other_user_id, here.other.id);
    const since = here.messages.listAll({ sinceId: ids[35], limit: 10 });
    assertEquals(idsOf(await all(here, since)), ids.slice(0, 35));
  },
);

row(
  "DirectMessages.list_all_before",
  "messages.listAllBefore(messageId, { limit })",
  "Newest first.",
  async () => {
    const here = chatWorld(45);
    const ids = stored(here.chat);
    const pager = here.messages.listAllBefore(ids[9] ?? "", { limit: 10 });
    assertEquals(idsOf(await all(here, pager)), ids.slice(10));
  },
);

row(
  "DirectMessages.list_before",
  "messages.listBefore(messageId, { limit })",
  "Newest first.",
  async () => {
    const here = chatWorld(30);
    const ids = stored(here.chat);
    const page = here.messages.listBefore(ids[9] ?? "", { limit: 4 });
    assertEquals(idsOf(await last(here, page)), ids.slice(10, 14));
  },
);

row(
  "DirectMessages.list_since",
  "messages.listSince(messageId, { limit })",
  "The newest ones, newest first.",
  async () => {
    const here = chatWorld(30);
    const ids = stored(here.chat);
    const page = here.messages.listSince(ids[9] ?? "", { limit: 4 });
    assertEquals(idsOf(await last(here, page)), ids.slice(0, 4));
  },
);

row(
  "DirectMessages.other_user_id",
  "messages.otherUserId",
  "",
  async () => {
    const here = chatWorld(1);
    assertEquals(here.messages.otherUserId, here.other.id);
    const [chat] = await last(here, here.client.chats.list());
    assertEquals(chat?.messages.otherUserId, here.other.id);
  },
);
