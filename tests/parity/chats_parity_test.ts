import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Chat, Chats, DirectMessage, DirectMessages } from "@rxgroupme/client";
import { world } from "../support/world.ts";
import { all, chatWorld, idsOf, last, stored } from "./message_support.ts";
import { row } from "./row.ts";

/** A chat as the list has it, and the world that it is in. */
async function listed(history = 3) {
  const here = chatWorld(history);
  const [one] = await last(here, here.client.chats.list());
  assert(one);
  return { ...here, one };
}

/** A world with chats, whose other users are listed the latest chat first. */
async function crowd(count: number) {
  const here = world();
  const others: string[] = [];
  for (let n = 0; n < count; n++) {
    const other = here.simulator.addUser();
    const chat = here.simulator.addChat(other, { history: 0 });
    here.simulator.inject(chat);
    others.unshift(other.id);
    await here.clock.advance(60_000);
  }
  return { ...here, others };
}

row(
  "Chat",
  "Chat",
  "It has no id but otherUserId.",
  async () => {
    const { one, other } = await listed();
    assertInstanceOf(one, Chat);
    assertEquals([one.otherUserId, one.name], [other.id, other.name]);
    assertEquals(one.messagesCount, 3);
  },
);

row(
  "Chat.post",
  "chat.post({ text, attachments })",
  "Emits the DirectMessage. A text alone will do.",
  async () => {
    const here = await listed();
    const attachments = [{ type: "tide" }];
    const content = { text: "low tide", attachments };
    const message = await last(here, here.one.post(content));
    assertInstanceOf(message, DirectMessage);
    await last(here, here.one.post("high tide"));
    assertEquals(here.chat.size, 5);
    assertEquals(here.chat.messageAt(4)?.text, "high tide");
    const sent = here.chat.messageAt(3);
    assertEquals(sent?.attachments, attachments);
    assertEquals([sent?.id, sent?.text], [message.id, "low tide"]);
    assertEquals(sent?.recipient_id, here.other.id);
  },
);

row(
  "Chat.messages",
  "chat.messages",
  "",
  async () => {
    const here = await listed();
    assertInstanceOf(here.one.messages, DirectMessages);
    const messages = await all(here, here.one.messages.listAll());
    assertEquals(idsOf(messages), stored(here.chat));
  },
);

row(
  "Chat.created_at",
  "chat.createdAt",
  "A Date.",
  async () => {
    const { one, chat } = await listed();
    const first = chat.messageAt(0)?.created_at ?? 0;
    assertEquals(one.createdAt, new Date(first * 1000));
  },
);

row(
  "Chat.updated_at",
  "chat.updatedAt",
  "A Date.",
  async () => {
    const { one, chat } = await listed();
    const newest = chat.messageAt(2)?.created_at ?? 0;
    assertEquals(one.updatedAt, new Date(newest * 1000));
  },
);

row(
  "Chats",
  "client.chats",
  "",
  async () => {
    const here = chatWorld();
    assertInstanceOf(here.client.chats, Chats);
    const own = new Chats(here.client.session);
    const chats = await last(here, own.list());
    assertEquals(chats.map(({ name }) => name), [here.other.name]);
  },
);

row(
  "Chats.list",
  "client.chats.list({ page, perPage })",
  "An array, empty past the last page; 20 chats unless told.",
  async () => {
    const here = await crowd(3);
    const { chats } = here.client;
    const page = async (options: Parameters<typeof chats.list>[0]) =>
      (await last(here, chats.list(options))).map((chat) => chat.otherUserId);
    assertEquals(await page({}), here.others);
    assertEquals(await page({ perPage: 2 }), here.others.slice(0, 2));
    assertEquals(await page({ page: 2, perPage: 2 }), here.others.slice(2));
    assertEquals(await page({ page: 3, perPage: 2 }), []);
  },
);

row(
  "Chats.list_all",
  "client.chats.listAll({ perPage })",
  "Each chat once, also where the list shifts meanwhile.",
  async () => {
    const here = await crowd(5);
    const found = await all(here, here.client.chats.listAll({ perPage: 2 }));
    assertEquals(found.map((chat) => chat.otherUserId), here.others);
  },
);
