import {
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  BadResponse,
  type Client,
  type DirectMessage,
  Forbidden,
  ImageAttachment,
  MentionsAttachment,
  type Message,
  NotFound,
} from "@rxgroupme/client";
import {
  deleteMessage,
  edit,
  editMessage,
  erase,
  listPinned,
  pin,
  pinMessage,
  unpin,
  unpinMessage,
} from "@rxgroupme/client/changes";
import { defer, lastValueFrom, type Observable, of } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { type Answer, refusal, scripted } from "../support/scripted.ts";

const GROUP = "98115240";
const ID = "175405230148217736";
const ROW = { id: ID, group_id: GROUP, text: "low tide at six" };
const DM_ROW = {
  id: "175405255530812947",
  conversation_id: "7305518+41870263",
  recipient_id: "7305518",
  user_id: "41870263",
  text: "bring the net",
};

function target(client: Client): { manager: Message["manager"]; id: string } {
  return { manager: client.groups.messages(GROUP), id: ID };
}

function message(client: Client, fields: object = {}): Message {
  return client.groups.messages(GROUP).source.read({ ...ROW, ...fields });
}

function directMessage(client: Client): DirectMessage {
  return client.chats.messages("7305518").source.read(DM_ROW);
}

function none(): Response {
  return new Response(null, { status: 204 });
}

Deno.test("editMessage() puts the bare text on v4, and emits the answer", async () => {
  const row = { ...ROW, text: "low tide at seven", updated_at: 1754052342 };
  const { client, lines } = scripted([envelope({ message: row })]);
  const edited = await lastValueFrom(
    editMessage(target(client), "low tide at seven"),
  );
  assertEquals(edited.text, "low tide at seven");
  assertEquals(edited.groupId, GROUP);
  assertEquals(lines, [
    `PUT https://api.groupme.com/v4/groups/${GROUP}/messages/${ID} {"text":"low tide at seven"}`,
  ]);
});

Deno.test("editMessage() of a direct message names the other user", async () => {
  const { client, lines } = scripted([
    envelope({ message: { ...DM_ROW, text: "bring the big net?" } }),
  ]);
  const edited = await lastValueFrom(
    editMessage(directMessage(client), "bring the big net?"),
  );
  assertEquals(edited.recipientId, "7305518");
  assertEquals(lines, [
    `PUT https://api.groupme.com/v4/direct_messages/7305518/messages/${DM_ROW.id} {"text":"bring the big net?","attachments":[]}`,
  ]);
});

Deno.test("editMessage() keeps the attachments but those of the text", async () => {
  const { client, lines } = scripted([
    envelope({ message: ROW }),
    envelope({ message: ROW }),
  ]);
  const image = new ImageAttachment({ url: "https://i.groupme.com/1" });
  const mentions = new MentionsAttachment({ loci: [[0, 3]], userIds: ["1"] });
  const whole = message(client, {
    attachments: [image.data, mentions.data, { type: "emoji" }],
  });
  await lastValueFrom(editMessage(whole, "new"));
  await lastValueFrom(
    editMessage(whole, { text: "new", attachments: [mentions] }),
  );
  const bodies = lines.map((line) => line.slice(line.indexOf("{")));
  assertEquals(bodies, [
    JSON.stringify({ text: "new", attachments: [image] }),
    JSON.stringify({ text: "new", attachments: [mentions] }),
  ]);
});

Deno.test("editMessage() sends no attachments key for a draft without", async () => {
  const { client, lines } = scripted([envelope({ message: ROW })]);
  await lastValueFrom(editMessage(target(client), { text: "new" }));
  assertEquals(lines[0]?.endsWith(' {"text":"new"}'), true);
});

Deno.test("editMessage() refuses what is no text before any request", () => {
  const { client, lines } = scripted([]);
  const nothing = undefined as unknown as string;
  const contents = [
    "",
    "  ",
    { attachments: [{ type: "image" }] },
    {},
    nothing,
  ];
  for (const content of contents) {
    assertThrows(
      () => editMessage(target(client), content),
      TypeError,
      "'content'",
    );
  }
  assertThrows(
    () => editMessage(target(client), "x".repeat(1_001)),
    RangeError,
    "1000",
  );
  assertThrows(
    () => editMessage({ ...target(client), id: " " }, "new"),
    TypeError,
  );
  assertEquals(lines, []);
});

Deno.test("editMessage() errors with what the server says", async () => {
  const wrapped = { code: 40001, errors: ["Invalid text"] };
  const { client } = scripted([refusal(400, wrapped), refusal(403)]);
  const invalid = await assertRejects(
    () => lastValueFrom(editMessage(target(client), "new")),
    BadResponse,
  );
  assertEquals(invalid.code, 40001);
  await assertRejects(
    () => lastValueFrom(editMessage(target(client), "new")),
    Forbidden,
  );
});

Deno.test("deleteMessage() takes an empty 204, in groups and in chats", async () => {
  const { client, lines } = scripted([none(), none()]);
  assertEquals(await lastValueFrom(deleteMessage(target(client))), true);
  assertEquals(await lastValueFrom(deleteMessage(directMessage(client))), true);
  assertEquals(lines, [
    `DELETE https://api.groupme.com/v3/conversations/${GROUP}/messages/${ID}`,
    `DELETE https://api.groupme.com/v3/conversations/7305518%2B41870263/messages/${DM_ROW.id}`,
  ]);
});

Deno.test("deleteMessage() takes a 404 for success only after a lost answer", async () => {
  const gone = () =>
    new Response("Not Found", {
      status: 404,
      headers: { "content-type": "text/html" },
    });
  const { client } = scripted([gone]);
  await assertRejects(
    () => lastValueFrom(deleteMessage(target(client))),
    NotFound,
  );
  const lost: Answer[] = [new TypeError("connection reset"), gone];
  const { client: other, clock } = scripted(lost, { retry: {} });
  const deleted = clock.until(lastValueFrom(deleteMessage(target(other))));
  assertEquals(await deleted, true);
});

Deno.test("deleteMessage() counts a lost answer across subscriptions", async () => {
  const { client } = scripted([
    new TypeError("connection reset"),
    refusal(404),
  ]);
  const deleting = deleteMessage(target(client));
  await assertRejects(() => lastValueFrom(deleting));
  assertEquals(await lastValueFrom(deleting), true);
});

for (
  const [name, set, others] of [
    ["pin", pinMessage, []],
    ["unpin", unpinMessage, [ROW]],
  ] as const
) {
  Deno.test(`${name}Message() posts without a body`, async () => {
    const { client, lines } = scripted([envelope(null)]);
    assertEquals(await lastValueFrom(set(target(client))), true);
    assertEquals(lines, [
      `POST https://api.groupme.com/v3/conversations/${GROUP}/messages/${ID}/${name}`,
    ]);
  });

  Deno.test(`${name}Message() takes a 400 for done where the list says so`, async () => {
    const done = name === "pin" ? [ROW] : [];
    const { client, lines } = scripted([
      refusal(400),
      envelope({ count: done.length, messages: done }),
      refusal(400),
      envelope({ count: others.length, messages: others }),
    ]);
    assertEquals(await lastValueFrom(set(target(client))), true);
    assertEquals(
      lines[1],
      `GET https://api.groupme.com/v3/pinned/groups/${GROUP}/messages`,
    );
    const error = await assertRejects(
      () => lastValueFrom(set(target(client))),
      BadResponse,
    );
    assertEquals(error.status, 400);
  });
}

Deno.test("listPinned() reads both kinds of conversation", async () => {
  const { client, lines } = scripted([
    envelope({ count: 1, messages: [ROW, null] }),
    envelope({ count: 1, direct_messages: [DM_ROW] }),
  ]);
  const [message] = await lastValueFrom(
    listPinned(client.groups.messages(GROUP)),
  );
  const [direct] = await lastValueFrom(
    listPinned(client.chats.messages("7305518")),
  );
  assertEquals(message?.id, ID);
  assertEquals(direct?.recipientId, "7305518");
  assertEquals(lines, [
    `GET https://api.groupme.com/v3/pinned/groups/${GROUP}/messages`,
    "GET https://api.groupme.com/v3/pinned/direct_messages?other_user_id=7305518",
  ]);
});

Deno.test("edit(), erase(), pin() and unpin() apply to each message in order", async () => {
  const { client, lines } = scripted([
    envelope({ message: { ...ROW, text: "LOW TIDE AT SIX" } }),
    none(),
    envelope(null),
    envelope(null),
  ]);
  const source = of(message(client));
  const shouted = await lastValueFrom(
    source.pipe(edit(({ text = "" }) => text.toUpperCase())),
  );
  assertEquals(shouted.text, "LOW TIDE AT SIX");
  assertEquals(await lastValueFrom(source.pipe(erase())), true);
  assertEquals(await lastValueFrom(source.pipe(pin())), true);
  assertEquals(await lastValueFrom(source.pipe(unpin())), true);
  assertEquals(lines.map((line) => line.split(" ")[0]), [
    "PUT",
    "DELETE",
    "POST",
    "POST",
  ]);
});

Deno.test("erase() goes on after a refusal where it is told to", async () => {
  const { client } = scripted([refusal(403), none()]);
  const refused: unknown[] = [];
  const erased = await lastValueFrom(
    of(message(client), message(client, { id: `${ID}1` })).pipe(
      erase({ onError: (error) => void refused.push(error) }),
    ),
  );
  assertEquals(erased, true);
  assertInstanceOf(refused[0], Forbidden);
});

Deno.test("the commands of ./changes request nothing before subscription, and abort", () => {
  const { client, lines } = scripted([]);
  const commands: Observable<unknown>[] = [
    editMessage(target(client), "new"),
    deleteMessage(target(client)),
    pinMessage(target(client)),
    defer(() => listPinned(client.groups.messages(GROUP))),
  ];
  const ends: string[] = [];
  client.activity$.subscribe(({ type }) => ends.push(type));
  assertEquals([lines, ends], [[], []]);
  for (const command of commands) command.subscribe().unsubscribe();
  // Each was sent at its subscription, and nothing came of it.
  assertEquals(ends, commands.map(() => "attempt"));
});
