import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  DirectMessage,
  type DirectMessageData,
  GenericMessage,
  Message,
  NotFound,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded } from "../../support/recorded.ts";

Deno.test("Messages.get() gets one message of a group", async () => {
  const { client, simulator, sent } = recorded();
  const { id } = simulator.addGroup();
  const { id: messageId } = simulator.inject(id, { text: "low tide" });
  const message = await lastValueFrom(
    client.groups.messages(id).get(messageId),
  );
  assertEquals(message instanceof Message, true);
  assertEquals([message.id, message.text], [messageId, "low tide"]);
  assertEquals(sent[0]?.path, `/v4/groups/${id}/messages/${messageId}`);
});

Deno.test("DirectMessages.get() gets one message of a chat", async () => {
  const { client, simulator } = recorded();
  const other = simulator.addUser();
  const chat = simulator.addChat(other);
  const messageId = chat.idAt(0);
  const messages = client.chats.messages(other.id);
  const message = await lastValueFrom(messages.get(messageId));
  assertEquals(message instanceof DirectMessage, true);
  assertEquals(message.id, messageId);
  assertEquals(message.conversationId, chat.id);
});

Deno.test("Messages.get() fails where there is none", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup();
  const messages = client.groups.messages(id);
  await assertRejects(() => lastValueFrom(messages.get("1")), NotFound);
  assertThrows(() => messages.get(""), TypeError, "messageId");
});

Deno.test("DirectMessage.conversationId is made of what there is", () => {
  const { client } = recorded();
  const messages = client.chats.messages("41870263");
  const idOf = (data: DirectMessageData) =>
    new DirectMessage(messages, data).conversationId;
  assertEquals(idOf({ conversation_id: "1+2" }), "1+2");
  assertEquals(idOf({ chat_id: "1+2" }), "1+2");
  const pair = "7305518+41870263";
  assertEquals(idOf({ user_id: "41870263", recipient_id: "7305518" }), pair);
  assertEquals(idOf({ sender_id: "41870263", recipient_id: "7305518" }), pair);
});

Deno.test("GenericMessage.previewLength is how much of a text toString() shows", () => {
  const { client } = recorded();
  const { previewLength } = GenericMessage;
  assertEquals(previewLength, 42);
  const show = (length: number) => {
    const data = { name: "Ines", text: "x".repeat(length) };
    return `${new Message(client.groups.messages("1"), data)}`;
  };
  assertEquals(show(previewLength), `Ines: ${"x".repeat(previewLength)}`);
  assertEquals(show(43), `Ines: ${"x".repeat(previewLength)}…`);
});
