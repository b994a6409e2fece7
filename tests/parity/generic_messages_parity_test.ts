import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  GenericMessage,
  ImageAttachment,
  Likes,
  LocationAttachment,
  Message,
} from "@rxgroupme/client";
import { chatWorld, groupWorld, last } from "./message_support.ts";
import { row } from "./row.ts";

/** A group with a message of another, as the list has it. */
async function oneMessage() {
  const here = groupWorld();
  here.simulator.inject(here.group, {
    text: "low tide",
    attachments: [
      { type: "image", url: "https://i.groupme.com/1" },
      { type: "tide" },
    ],
  });
  const [message] = await last(here, here.messages.list());
  assert(message);
  const likers = () => here.group.messageAt(0)?.favorited_by;
  return { ...here, message, likers };
}

/** A chat with a message of the other user, as the list has it. */
async function oneDirectMessage() {
  const here = chatWorld(0);
  here.simulator.inject(here.chat);
  const [message] = await last(here, here.messages.list());
  assert(message);
  const likers = () => here.chat.messageAt(0)?.favorited_by;
  return { ...here, message, likers };
}

row(
  "GenericMessage",
  "GenericMessage",
  "Abstract. Two are the same message if their ids are.",
  async () => {
    const { message, group } = await oneMessage();
    assertInstanceOf(message, GenericMessage);
    assertEquals(message.id, group.idAt(0));
    const { message: direct, chat } = await oneDirectMessage();
    assertInstanceOf(direct, GenericMessage);
    assertEquals(direct.id, chat.idAt(0));
  },
);

row(
  "GenericMessage.like",
  "message.like(reaction)",
  "Emits true. Takes another reaction than a heart.",
  async () => {
    const here = await oneMessage();
    const { me } = here.simulator;
    assertEquals(await last(here, here.message.like()), true);
    assertEquals(here.likers(), [me.id]);
    const direct = await oneDirectMessage();
    assertEquals(await last(direct, direct.message.like("🔥")), true);
    assertEquals(direct.likers(), [direct.simulator.me.id]);
    const [reaction] = direct.chat.messageAt(0)?.reactions ?? [];
    assertEquals(reaction?.code, "🔥");
  },
);

row(
  "GenericMessage.preview_length",
  "GenericMessage.previewLength",
  "How much of the text toString() shows.",
  async () => {
    const here = groupWorld();
    const text = "x".repeat(43);
    here.simulator.inject(here.group, { text });
    const [message] = await last(here, here.messages.list());
    const { previewLength } = GenericMessage;
    assertEquals(previewLength, 42);
    assertEquals(`${message}`, `${here.other.name}: ${text.slice(0, 42)}…`);
  },
);

row(
  "GenericMessage.unlike",
  "message.unlike()",
  "Emits true.",
  async () => {
    const here = await oneMessage();
    await last(here, here.message.like());
    assertEquals(here.likers()?.length, 1);
    assertEquals(await last(here, here.message.unlike()), true);
    assertEquals(here.likers(), []);
  },
);

row(
  "GenericMessage.conversation_id",
  "message.conversationId",
  "",
  async () => {
    const { message, group } = await oneMessage();
    assertEquals(message.conversationId, group.id);
    const { message: direct, chat } = await oneDirectMessage();
    assertEquals(direct.conversationId, chat.id);
  },
);

row(
  "GenericMessage.created_at",
  "message.createdAt",
  "A Date.",
  async () => {
    const { message, clock } = await oneMessage();
    const seconds = Math.floor(clock.now() / 1000);
    assertEquals(message.createdAt, new Date(seconds * 1000));
  },
);

row(
  "GenericMessage.attachments",
  "message.attachments",
  "Each in the class of its kind; unknown kinds are plain attachments.",
  async () => {
    const { message } = await oneMessage();
    assertEquals(message.attachments.map(({ type }) => type), [
      "image",
      "tide",
    ]);
    const [image] = message.attachments;
    assertInstanceOf(image, ImageAttachment);
    assertEquals(image.url, "https://i.groupme.com/1");
    const here = groupWorld();
    const place = new LocationAttachment({ lat: 1, lng: 2, name: "Reef" });
    const content = { attachments: [place] };
    const posted = await last(here, here.messages.create(content));
    assertInstanceOf(posted, Message);
    assertInstanceOf(posted.attachments[0], LocationAttachment);
  },
);

row(
  "Likes",
  "new Likes(client.session, conversationId, messageId)",
  "Of a message that is known by its ids alone.",
  async () => {
    const here = await oneDirectMessage();
    const { session } = here.client;
    const likes = new Likes(session, here.chat.id, here.chat.idAt(0));
    await last(here, likes.like());
    assertEquals(here.likers(), [here.simulator.me.id]);
  },
);

row(
  "Likes.like",
  "likes.like(reaction)",
  "Emits true. Takes another reaction than a heart.",
  async () => {
    const here = await oneMessage();
    const { session } = here.client;
    const likes = new Likes(session, here.group.id, here.message.id);
    assertEquals(await last(here, likes.like("🔥")), true);
    const [reaction, second] = here.group.messageAt(0)?.reactions ?? [];
    assertEquals(second, undefined);
    assertEquals(reaction?.code, "🔥");
    assertEquals(reaction?.user_ids, [here.simulator.me.id]);
  },
);

row(
  "Likes.unlike",
  "likes.unlike()",
  "Emits true.",
  async () => {
    const here = await oneMessage();
    const { session } = here.client;
    const likes = new Likes(session, here.group.id, here.message.id);
    await last(here, likes.like());
    assertEquals(here.likers()?.length, 1);
    assertEquals(await last(here, likes.unlike()), true);
    assertEquals(here.likers(), []);
  },
);
