import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  Attachment,
  AudioAttachment,
  EmojiAttachment,
  FileAttachment,
  ImageAttachment,
  LinkedImageAttachment,
  LocationAttachment,
  MentionsAttachment,
  ReplyAttachment,
  SplitAttachment,
  VideoAttachment,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded } from "../support/recorded.ts";

const url = "https://i.groupme.com/1x1.png.0";

Deno.test("KnownAttachment writes GroupMe's names, and nothing that is not set", () => {
  const written = [
    new ImageAttachment({
      url,
      sourceUrl: url,
      fileId: "f",
      blurHash: undefined,
    }),
    new LinkedImageAttachment({ url }),
    new VideoAttachment({ url, previewUrl: url }),
    new AudioAttachment({ url, duration: 7, transcriptUrl: url }),
    new FileAttachment({ fileId: "f" }),
    new LocationAttachment({
      lat: 41.5,
      lng: "-71.3",
      name: "Pier 4",
      foursquareVenueId: "v",
    }),
    new MentionsAttachment({ loci: [[0, 5]], userIds: ["1"] }),
    new EmojiAttachment({ placeholder: "\uFFFD", charmap: [[1, 2]] }),
    new SplitAttachment({ token: "t" }),
    new ReplyAttachment({ replyId: "2", baseReplyId: "1", userId: "3" }),
  ];
  assertEquals(JSON.parse(JSON.stringify(written)), [
    { type: "image", url, source_url: url, file_id: "f" },
    { type: "linked_image", url },
    { type: "video", url, preview_url: url },
    { type: "audio", url, duration: 7, transcript_url: url },
    { type: "file", file_id: "f" },
    {
      type: "location",
      lat: "41.5",
      lng: "-71.3",
      name: "Pier 4",
      foursquare_venue_id: "v",
    },
    { type: "mentions", loci: [[0, 5]], user_ids: ["1"] },
    { type: "emoji", placeholder: "\uFFFD", charmap: [[1, 2]] },
    { type: "split", token: "t" },
    { type: "reply", reply_id: "2", base_reply_id: "1", user_id: "3" },
  ]);
});

Deno.test("Attachment() makes a kind that has no class", () => {
  const attachment = new Attachment("hologram", { depth: 3, tilt: null });
  assertEquals(attachment.toJSON(), { type: "hologram", depth: 3 });
});

Deno.test("LinkedImageAttachment is an ImageAttachment", () => {
  const image = new LinkedImageAttachment({ url });
  assert(image instanceof ImageAttachment);
  assertEquals(image.type, "linked_image");
});

Deno.test("ImageAttachment extended by a user is of its kind", () => {
  class Sticker extends ImageAttachment {}
  assertEquals(new Sticker({ url }).type, "image");
});

Deno.test("LocationAttachment() refuses a place that is not on earth", () => {
  const name = "nowhere";
  for (const [lat, lng] of [[90.1, 0], [0, -181], [NaN, 0], ["north", 0]]) {
    assertThrows(
      () => new LocationAttachment({ lat: lat!, lng: lng!, name }),
      RangeError,
      "it must be from -",
    );
  }
});

Deno.test("Messages.create() takes attachments and their JSON, and sends no null", async () => {
  const { client, simulator, sent } = recorded();
  const group = simulator.addGroup();
  const message = await lastValueFrom(
    client.groups.messages(group.id).create({
      attachments: [
        new ImageAttachment({ url, sourceUrl: undefined }),
        { type: "image", url, source_url: null },
        Attachment.fromData({ type: "hologram", depth: null, width: 2 }),
      ],
    }),
  );
  const { message: body } = sent[0]?.body as { message: MessageBody };
  assertEquals(body.attachments, [
    { type: "image", url },
    { type: "image", url },
    { type: "hologram", width: 2 },
  ]);
  assertEquals(message.attachments.length, 3);
  assert(message.attachments[0] instanceof ImageAttachment);
});

interface MessageBody {
  attachments: unknown[];
}

Deno.test("GenericMessage.attachments are made once", async () => {
  const { client, simulator } = recorded();
  const group = simulator.addGroup();
  const messages = client.groups.messages(group.id);
  const message = await lastValueFrom(
    messages.create({ attachments: [new ImageAttachment({ url })] }),
  );
  assertStrictEquals(message.attachments, message.attachments);
});

Deno.test("Message.reply() keeps the first message of a thread as its base", async () => {
  const { client, simulator } = recorded();
  const group = simulator.addGroup();
  const first = await lastValueFrom(
    client.groups.messages(group.id).create("first"),
  );
  const second = await lastValueFrom(first.reply("second"));
  const third = await lastValueFrom(second.reply("third"));
  const [reply] = third.attachments;
  assert(reply instanceof ReplyAttachment);
  assertEquals(reply.replyId, second.id);
  assertEquals(reply.baseReplyId, first.id);
  assertEquals(reply.userId, second.userId);
});
