import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type AnyMessage,
  DirectMessage,
  Message,
  NotFound,
} from "@rxgroupme/client";
import { lastValueFrom, type Observable, toArray } from "rxjs";
import { world } from "../../support/world.ts";

Deno.test("GenericMessage.event says what happened, in a notice alone", async () => {
  const { client, simulator } = world();
  const group = simulator.addGroup();
  const event = { type: "group.name_change", data: { name: "Tide Pool" } };
  simulator.inject(group, { isSystem: true, event, text: "A new name" });
  simulator.inject(group, { text: "Nice" });
  const page = await lastValueFrom(client.groups.messages(group.id).list());
  assertEquals(page.map(({ event }) => event), [undefined, event]);
  assertEquals(page.map(({ isSystem }) => isSystem), [false, true]);
});

Deno.test("GenericMessage.avatarUrl and updatedAt read its JSON", async () => {
  const { client, clock, simulator } = world();
  const group = simulator.addGroup({ messageEditPeriod: 3600 });
  const messages = client.groups.messages(group.id);
  const { id, createdAt } = await lastValueFrom(messages.create("Helo"));
  await clock.advance(60_000);
  await lastValueFrom(client.request({
    method: "PUT",
    host: "v4",
    path: `/groups/${group.id}/messages/${id}`,
    body: { text: "Hello" },
  }));
  const edited = await lastValueFrom(messages.get(id));
  assertEquals(edited.text, "Hello");
  const later = (createdAt?.getTime() ?? 0) + 60_000;
  assertEquals(edited.updatedAt, new Date(later));
  assertEquals(edited.avatarUrl, group.messageAt(0)?.avatar_url ?? "none");
});

for (
  const [type, system, isSystem, isFromPerson] of [
    ["user", false, false, true],
    [undefined, undefined, false, true],
    ["bot", false, false, false],
    ["system", true, true, false],
    // As direct messages have it.
    ["system", undefined, true, false],
    // GroupMe's calendar.
    ["service", false, true, false],
    ["a kind to come", false, false, false],
  ] as const
) {
  Deno.test(`GenericMessage.isFromPerson and isSystem: sender_type ${type}, system ${system}`, () => {
    const { client } = world();
    const data = { id: "1", sender_type: type, system };
    for (
      const message of [
        new Message(client.groups.messages("1"), data),
        new DirectMessage(client.chats.messages("2"), data),
      ]
    ) {
      assertEquals(message.isSystem, isSystem);
      assertEquals(message.isFromPerson, isFromPerson);
    }
  });
}

Deno.test("GenericMessage.kind tells messages of groups from direct ones", () => {
  const { client } = world();
  const one: AnyMessage = new Message(client.groups.messages("1"), {});
  const other: AnyMessage = new DirectMessage(client.chats.messages("2"), {
    recipient_id: "2",
  });
  const placeOf = (message: AnyMessage) =>
    message.kind === "group" ? message.groupId : message.recipientId;
  assertEquals([one, other].map(placeOf), ["1", "2"]);
});

for (const kind of ["group", "direct"]) {
  Deno.test(`quoted() of a ${kind} message gets the one that it answers`, async () => {
    const { client, simulator } = world();
    const other = simulator.addUser({ name: "Teo" });
    const { id } = simulator.addGroup({ members: [other] });
    const messages: { create(text: string): Observable<AnyMessage> } =
      kind === "group"
        ? client.groups.messages(id)
        : client.chats.messages(other.id);
    const question = await lastValueFrom(messages.create("bring the net?"));
    const replied: Observable<AnyMessage> = question.reply("yes");
    const answer = await lastValueFrom(replied);
    assertEquals(answer.repliedTo?.replyId, question.id);
    const quoted: Observable<AnyMessage> = answer.quoted();
    assertEquals((await lastValueFrom(quoted)).text, "bring the net?");
    assertEquals(question.repliedTo, undefined);
    const none: Observable<AnyMessage> = question.quoted();
    assertEquals(await lastValueFrom(none.pipe(toArray())), []);
  });
}

Deno.test("Message.quoted() errors where the message that it answers is gone", async () => {
  const { client, simulator } = world();
  const group = simulator.addGroup();
  const messages = client.groups.messages(group.id);
  const question = await lastValueFrom(messages.create("bring the net?"));
  const answer = await lastValueFrom(question.reply("yes"));
  simulator.removeMessage(group, question.id);
  await assertRejects(() => lastValueFrom(answer.quoted()), NotFound);
});

Deno.test("GenericMessage.toString() is well-formed, wherever it is cut", () => {
  const { client } = world();
  for (let length = 0; length < 80; length++) {
    const text = `${"x".repeat(length)}😀 and more of it`;
    const message = new Message(client.groups.messages("1"), { text });
    assert(`${message}`.isWellFormed(), `${message}`);
  }
  const half = new Message(client.groups.messages("1"), { text: "\ud83d!" });
  assert(`${half}`.isWellFormed());
});
