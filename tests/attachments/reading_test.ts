import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import {
  Attachment,
  type AttachmentData,
  AudioAttachment,
  AutokickedMemberAttachment,
  CopilotAttachment,
  CopilotCardAttachment,
  EmojiAttachment,
  EventAttachment,
  FileAttachment,
  ImageAttachment,
  LinkedImageAttachment,
  LocationAttachment,
  MentionsAttachment,
  PartialImageAttachment,
  PollAttachment,
  ReplyAttachment,
  SplitAttachment,
  VideoAttachment,
} from "@rxgroupme/client";
import fc from "fast-check";
import { samples } from "./samples.ts";

/** The class of each sample, and what its accessors give. */
const expected: Record<
  string,
  [abstract new (...args: never[]) => Attachment, Record<string, unknown>]
> = {
  image: [ImageAttachment, { url: samples.image?.url, sourceUrl: undefined }],
  imageOf2026: [ImageAttachment, {
    sourceUrl: samples.imageOf2026?.source_url,
    blurHash: "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
  }],
  imageOfGallery: [ImageAttachment, {
    sourceUrl: undefined,
    fileId: "b7e0c1d2-3f44-4a55-9b66-0c7d8e9fa0b1",
  }],
  linkedImage: [LinkedImageAttachment, { url: samples.linkedImage?.url }],
  partialImage: [PartialImageAttachment, { id: "1", content: "AAAA" }],
  video: [VideoAttachment, {
    url: samples.video?.url,
    previewUrl: samples.video?.preview_url,
    blurHash: samples.video?.blur_hash,
  }],
  audio: [AudioAttachment, {
    url: samples.audio?.url,
    duration: 7,
    peaks: "0,4,9,3",
    transcriptUrl: samples.audio?.transcript_url,
  }],
  file: [FileAttachment, { fileId: "b7e0c1d2-3f44-4a55-9b66-0c7d8e9fa0b1" }],
  location: [LocationAttachment, {
    lat: 41.4951,
    lng: -71.3128,
    name: "Pier 4",
    foursquareVenueId: undefined,
  }],
  locationOfVenue: [LocationAttachment, {
    foursquareVenueId: "4b0587f1f964a52034ab22e3",
  }],
  mentions: [MentionsAttachment, {
    userIds: ["118204477", "-1"],
    loci: [[0, 5], [10, 9]],
  }],
  emoji: [EmojiAttachment, {
    placeholder: "\uFFFD",
    charmap: [[1, 62], [1, 3]],
  }],
  split: [SplitAttachment, { token: "SPLITDEMO" }],
  reply: [ReplyAttachment, {
    replyId: "175405230148217736",
    baseReplyId: "175405230148217700",
    userId: "118204477",
  }],
  event: [EventAttachment, { eventId: samples.event?.event_id, view: "full" }],
  poll: [PollAttachment, { pollId: "1754052466120934" }],
  autokickedMember: [AutokickedMemberAttachment, { userId: "66120934" }],
  copilot: [CopilotAttachment, { promptSender: "41870263" }],
  copilotCard: [CopilotCardAttachment, {
    cardType: "quiz",
    cardId: "card-demo",
    title: "Tide quiz",
  }],
  unknown: [Attachment, { type: "postprocessing" }],
};

for (const [name, data] of Object.entries(samples)) {
  Deno.test(`Attachment.fromData() reads ${name}, and keeps it whole`, () => {
    const [kind, fields] = expected[name]!;
    const attachment = Attachment.fromData(data);
    assertStrictEquals(attachment.constructor, kind);
    assertStrictEquals(attachment.data, data);
    assertEquals(attachment.type, data.type);
    for (const [field, value] of Object.entries(fields)) {
      assertEquals(Reflect.get(attachment, field), value, field);
    }
    assertEquals(JSON.parse(JSON.stringify(attachment)), data);
  });
}

Deno.test("Attachment.fromData() keeps fields that it does not know", () => {
  const data = { type: "image", url: "https://x.invalid/a", spin: { left: 1 } };
  const image = Attachment.fromData(data);
  assert(image instanceof ImageAttachment);
  assertEquals(JSON.parse(JSON.stringify([image])), [data]);
});

Deno.test("Attachment.fromData() knows no kind by what every object has", () => {
  for (const type of ["constructor", "toString", "__proto__", "hasOwn"]) {
    const attachment = Attachment.fromData({ type });
    assertStrictEquals(attachment.constructor, Attachment, type);
    assertEquals(attachment.type, type);
  }
});

Deno.test("Attachment.fromData() leaves an attachment as it is", () => {
  const image = new ImageAttachment({ url: "https://x.invalid/a" });
  assertStrictEquals(Attachment.fromData(image), image);
});

Deno.test("Attachment.fromBulkData() reads what is an object in a list", () => {
  const list = [samples.image!, null, 7, "image", [], samples.unknown!];
  const read = Attachment.fromBulkData(list as AttachmentData[]);
  assertEquals(read.map(({ type }) => type), ["image", "postprocessing"]);
  assertEquals(Attachment.fromBulkData(undefined), []);
  assertEquals(Attachment.fromBulkData(null), []);
  assertEquals(Attachment.fromBulkData({ length: 1 } as unknown as []), []);
});

Deno.test("Mentions.loci and Emoji.charmap keep the place of a broken one", () => {
  const loci = [[0, 5], "x", [1], [2, "3"], null];
  const mentions = Attachment.fromData({ type: "mentions", loci });
  assert(mentions instanceof MentionsAttachment);
  assertEquals(mentions.loci, [[0, 5], [0, 0], [1, 0], [2, 3], [0, 0]]);
  assertEquals(mentions.userIds, []);
  const emoji = Attachment.fromData({ type: "emoji", charmap: [null, [1, 2]] });
  assert(emoji instanceof EmojiAttachment);
  assertEquals(emoji.charmap, [[0, 0], [1, 2]]);
});

/** All accessors of a thing, those of its bases included. */
function accessorsOf(thing: object): string[] {
  const names: string[] = [];
  let at = Object.getPrototypeOf(thing);
  for (; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const own = Object.entries(Object.getOwnPropertyDescriptors(at));
    names.push(...own.filter(([, { get }]) => get).map(([name]) => name));
  }
  return names;
}

Deno.test("Attachment.fromData() takes any JSON without throwing, and gives it back", () => {
  const types = Object.values(samples).map(({ type }) => type);
  const fields = Object.values(samples).flatMap(Object.keys);
  const data = fc.tuple(
    fc.oneof(fc.constantFrom(...types), fc.jsonValue()),
    fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()),
  ).map(([type, rest]) => ({ ...rest, type }));
  fc.assert(
    fc.property(data, (odd) => {
      const attachment = Attachment.fromData(odd as AttachmentData);
      for (const name of accessorsOf(attachment)) Reflect.get(attachment, name);
      assertEquals(JSON.stringify(attachment), JSON.stringify(odd));
    }),
    { seed: 41 },
  );
});
