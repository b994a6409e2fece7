import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Chat, type ChatData, DirectMessage } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { world } from "../../support/world.ts";

/** A world with one chat, of three messages. */
async function start() {
  const here = world();
  const other = here.simulator.addUser({ name: "Ada Quist" });
  const conversation = here.simulator.addChat(other, { history: 3 });
  const [chat] = await lastValueFrom(here.client.chats.list());
  assert(chat);
  return { ...here, other, conversation, chat };
}

Deno.test("Chat.otherUserId and its other accessors read its JSON", async () => {
  const { other, chat } = await start();
  assertEquals([chat.otherUserId, chat.name], [other.id, "Ada Quist"]);
  assertEquals(new URL(chat.avatarUrl ?? "").host, "i.groupme.com");
});

Deno.test("Chat.lastMessage is the newest message, with its commands", async () => {
  const { conversation, chat } = await start();
  const { lastMessage } = chat;
  assertInstanceOf(lastMessage, DirectMessage);
  assertEquals(lastMessage.id, conversation.idAt(2));
  assertEquals(lastMessage.conversationId, conversation.id);
  await lastValueFrom(lastMessage.like());
  assertEquals(conversation.messageAt(2)?.favorited_by?.length, 1);
});

Deno.test("DirectMessage.reply() answers in the same chat", async () => {
  const { conversation, chat } = await start();
  const { lastMessage } = chat;
  assert(lastMessage);
  const answer = await lastValueFrom(lastMessage.reply("So do I"));
  assertEquals(answer.conversationId, conversation.id);
  const stored = conversation.messageAt(3);
  assertEquals(stored?.text, "So do I");
  assertEquals(stored?.attachments, [{
    type: "reply",
    reply_id: lastMessage.id,
    base_reply_id: lastMessage.id,
    user_id: lastMessage.userId,
  }]);
});

Deno.test("Chat reads missing and malformed fields without throwing", async () => {
  const { client } = await start();
  const last_message = { id: "5" };
  for (const other_user of [undefined, null, 7, {}, { id: {} }]) {
    const chat = new Chat(
      client.chats,
      { other_user, last_message } as ChatData,
    );
    assertEquals([chat.otherUserId, chat.name], ["", undefined]);
    assertEquals([chat.lastMessage?.id, chat.createdAt], ["5", undefined]);
  }
});
