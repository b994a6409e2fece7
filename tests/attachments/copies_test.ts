import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  Attachment,
  compose,
  EmojiAttachment,
  ImageAttachment,
  KnownAttachment,
  LinkedImageAttachment,
  mention,
  MentionsAttachment,
  Message,
  piecesOf,
  ReplyAttachment,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { splitDraft } from "../../lib/resources/messages/split.ts";
import { recorded } from "../support/recorded.ts";

// A second copy of the library, as a page has that loads it twice.
const path = "../../lib/attachments/attachment.ts?copy";
const copy: typeof import("../../lib/attachments/attachment.ts") = await import(
  path
);

const url = "https://i.groupme.com/1x1.png.0";
const theirs = new copy.ImageAttachment({ url });

Deno.test("Attachment.fromData() makes attachments of another copy one's own, by their kind", () => {
  assertFalse(copy.ImageAttachment === ImageAttachment);
  const own = Attachment.fromData(theirs);
  for (const Kind of [ImageAttachment, KnownAttachment, Attachment]) {
    assert(own instanceof Kind);
  }
  assertFalse(own instanceof LinkedImageAttachment);
  assertEquals(own.toJSON(), theirs.toJSON());
  const linked = copy.Attachment.fromData({ type: "linked_image", url });
  assert(Attachment.fromData(linked) instanceof LinkedImageAttachment);
  const unknown = Attachment.fromData(
    copy.Attachment.fromData({ type: "a kind to come" }),
  );
  assert(unknown instanceof Attachment);
  assertFalse(unknown instanceof KnownAttachment);
});

Deno.test("everything that takes attachments takes those of another copy", async () => {
  const mine = mention({ userId: "1", name: "Ann" });
  const mentions = new copy.MentionsAttachment({
    loci: [[0, 4]],
    userIds: ["1"],
  });
  const emoji = new copy.EmojiAttachment({
    placeholder: "\uFFFD",
    charmap: [[1, 2]],
  });
  const draft = { text: "@Ann\uFFFD", attachments: [mentions, emoji] };
  const composed = compose`${draft} ${theirs} ${mine}`;
  assertEquals(composed.text, "@Ann\uFFFD  @Ann");
  const kinds = composed.attachments.map(({ type }) => type);
  assertEquals(kinds, ["image", "mentions", "emoji"]);
  assert(composed.attachments[1] instanceof MentionsAttachment);
  assert(composed.attachments[2] instanceof EmojiAttachment);
  assertEquals(piecesOf(draft).map(({ type }) => type), ["mention", "emoji"]);
  const parts = splitDraft("@Ann and more", [mentions, theirs], 5);
  assertEquals(parts[0]?.attachments?.length, 2);
  const { client, sent } = recorded({
    answer: ({ url }) =>
      url.startsWith("https://i.") ? new Response("x") : undefined,
  });
  await lastValueFrom(client.images.download(theirs));
  assertEquals(sent[0]?.url.href, url);
  const reply = new copy.ReplyAttachment({ replyId: "1", baseReplyId: "1" });
  const message = new Message(client.groups.messages("1"), {
    attachments: [reply.data],
  });
  assert(message.repliedTo instanceof ReplyAttachment);
});
