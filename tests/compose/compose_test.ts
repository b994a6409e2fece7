import { assertEquals, assertThrows } from "@std/assert";
import {
  type Attachment,
  compose,
  type Composed,
  emoji,
  EmojiAttachment,
  everyone,
  ImageAttachment,
  mention,
  MentionsAttachment,
} from "@rxgroupme/client";
import fc from "fast-check";
import { lastValueFrom } from "rxjs";
import { world } from "../support/world.ts";

const ines = { userId: "41870263", nickname: "Ines" };
const bo = { userId: "7305518", name: "Bo Lind" };

/** What each mention of a draft points at, and whom it means. */
function mentioned({ text, attachments }: Composed): [string, string][] {
  const mentions = attachments.filter((it) => it instanceof MentionsAttachment);
  return mentions.flatMap(({ loci, userIds }) =>
    loci.map(([at, length], i): [string, string] => [
      text.slice(at, at + length),
      userIds[i] ?? "",
    ])
  );
}

function json(attachments: readonly Attachment[]): unknown {
  return JSON.parse(JSON.stringify(attachments));
}

Deno.test("compose() puts mentions and emoji into a text", () => {
  const draft = compose`Hi ${mention(ines)}, see ${emoji(1, 62)}${emoji(3, 0)}`;
  assertEquals(draft.text, "Hi @Ines, see \uFFFD\uFFFD");
  assertEquals(json(draft.attachments), [
    { type: "mentions", loci: [[3, 5]], user_ids: ["41870263"] },
    { type: "emoji", placeholder: "\uFFFD", charmap: [[1, 62], [3, 0]] },
  ]);
});

Deno.test("compose() counts in UTF-16 units, as GroupMe's apps do", () => {
  const draft = compose`😀👨‍👩‍👧 ${mention(ines)} 𝒳 ${mention(bo)}`;
  assertEquals(mentioned(draft), [
    ["@Ines", "41870263"],
    ["@Bo Lind", "7305518"],
  ]);
  // Two units for the face, eight for the family of three, and a space.
  const [{ loci = [] } = {}] = draft.attachments as MentionsAttachment[];
  assertEquals(loci[0], [11, 5]);
});

Deno.test("compose() counts a name that is an emoji", () => {
  const draft = compose`${mention({ userId: "1", nickname: "🦀🌊" })}!`;
  assertEquals(json(draft.attachments), [
    { type: "mentions", loci: [[0, 5]], user_ids: ["1"] },
  ]);
});

Deno.test("compose() writes a list with commas, and nothing for nothing", () => {
  const draft = compose`${
    [ines, bo].map((who) => mention(who))
  }: ${7}${false}${null}${undefined}${8n}`;
  assertEquals(draft.text, "@Ines, @Bo Lind: 78");
  assertEquals(mentioned(draft), [
    ["@Ines", "41870263"],
    ["@Bo Lind", "7305518"],
  ]);
});

Deno.test("compose() writes lists within lists", () => {
  assertEquals(compose`${[["a", "b"], [], ["c"]]}`.text, "a, b, , c");
});

Deno.test("compose() keeps users and places together where mentions are broken", () => {
  const broken = {
    text: "@Ines",
    attachments: [{ type: "mentions", loci: [[0, 5]], user_ids: ["1", "2"] }],
  };
  const draft = compose`${broken} ${mention(bo)}`;
  assertEquals(mentioned(draft), [
    ["@Ines", "1"],
    ["", "2"],
    ["@Bo Lind", "7305518"],
  ]);
});

Deno.test("compose() takes drafts in, at their new place", () => {
  const inner = compose`${emoji(1, 1)} ${mention(ines)}`;
  const outer = compose`> ${inner} <${emoji(2, 2)}`;
  assertEquals(outer.text, "> \uFFFD @Ines <\uFFFD");
  assertEquals(mentioned(outer), [["@Ines", "41870263"]]);
  const found = outer.attachments.find((it) => it instanceof EmojiAttachment);
  assertEquals(found?.charmap, [[1, 1], [2, 2]]);
});

Deno.test("compose() takes raw attachments of a draft in, and others along", () => {
  const image = new ImageAttachment({ url: "https://i.groupme.com/1x1.png.0" });
  const raw = {
    text: "@Ines",
    attachments: [{ type: "mentions", loci: [[0, 5]], user_ids: ["1"] }],
  };
  const draft = compose`so ${raw}${image}`;
  assertEquals(draft.text, "so @Ines");
  assertEquals(json(draft.attachments), [
    { type: "image", url: "https://i.groupme.com/1x1.png.0" },
    { type: "mentions", loci: [[3, 5]], user_ids: ["1"] },
  ]);
});

Deno.test("compose() lets no U+FFFD of the text stand for an emoji", () => {
  const draft = compose`a\uFFFD${"b\uFFFD"}${emoji(1, 5)}`;
  assertEquals(draft.text, "a□b□\uFFFD");
});

Deno.test("compose() leaves emoji behind another placeholder on their own", () => {
  const legacy = new EmojiAttachment({ placeholder: "☃", charmap: [[1, 7]] });
  const draft = compose`${{ text: "☃", attachments: [legacy] }}${emoji(1, 5)}`;
  assertEquals(draft.text, "☃\uFFFD");
  assertEquals(json(draft.attachments), [
    { type: "emoji", placeholder: "☃", charmap: [[1, 7]] },
    { type: "emoji", placeholder: "\uFFFD", charmap: [[1, 5]] },
  ]);
});

Deno.test("everyone() mentions everyone", () => {
  assertEquals(mentioned(compose`Dinner! ${everyone()}`), [
    ["@everyone", "-1"],
  ]);
  assertEquals(everyone("all of you").text, "all of you");
});

Deno.test("mention() writes the nickname, else the name, or what it is told", () => {
  assertEquals(mention({ ...ines, name: "Ines Calder" }).text, "@Ines");
  assertEquals(mention(bo).text, "@Bo Lind");
  assertEquals(mention(bo, "Bo").text, "Bo");
});

Deno.test("mention() needs a user and something to write", () => {
  assertThrows(() => mention({ userId: "", name: "Bo" }), TypeError, "userId");
  assertThrows(
    () => mention({ userId: "1" }),
    TypeError,
    "it must have a nickname or a name",
  );
  assertThrows(
    () => mention(bo, ""),
    TypeError,
    "it must have a nickname or a name",
  );
});

Deno.test("emoji() needs a pack and a place in it", () => {
  assertThrows(() => emoji(0, 1), RangeError, "packId");
  assertThrows(() => emoji(1, -1), RangeError, "index");
  assertThrows(() => emoji(1.5, 1), RangeError, "packId");
});

Deno.test("compose() points each mention at its words, whatever they are", () => {
  const words = fc.string({ unit: "binary" });
  const label = fc.string({ unit: "grapheme", minLength: 1 });
  const piece = fc.oneof(
    words.map((text) => ({ text, draft: undefined })),
    label.map((text) => ({ text, draft: mention({ userId: "1" }, text) })),
    fc.nat().map((at) => ({ text: "\uFFFD", draft: emoji(1, at) })),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const strings = Object.assign(pieces.map(() => "").concat(""), {
        raw: [],
      });
      const draft = compose(
        strings,
        ...pieces.map(({ text, draft }) => draft ?? text),
      );
      const labels = pieces.filter(({ draft }) =>
        draft?.attachments[0] instanceof MentionsAttachment
      );
      assertEquals(
        mentioned(draft).map(([text]) => text),
        // A label of nothing but U+FFFD is one as well.
        labels.map(({ text }) => text.replaceAll("\uFFFD", "□")),
      );
      const marks = draft.text.split("\uFFFD").length - 1;
      const [found] = draft.attachments.filter((it) =>
        it instanceof EmojiAttachment
      );
      assertEquals(found?.charmap.length ?? 0, marks);
    }),
    { seed: 41 },
  );
});

Deno.test("compose() makes what a group takes, and gives it back in a message", async () => {
  const { client, simulator } = world();
  const group = simulator.addGroup({ members: 1 });
  const stands = await lastValueFrom(
    client.groups.messages(group.id).create(
      compose`Hi ${mention(ines)} ${emoji(1, 2)}`,
    ),
  );
  assertEquals(stands.text, "Hi @Ines \uFFFD");
  const again = compose`${stands}`;
  assertEquals(again.text, stands.text);
  assertEquals(json(again.attachments), json(stands.attachments));
});

Deno.test("mention() takes members, and messages for their authors", async () => {
  const { client, simulator } = world();
  const group = await lastValueFrom(
    client.groups.get(simulator.addGroup({ members: 2 }).id),
  );
  const [member] = group.members;
  assertEquals(mention(member!).text, `@${member?.nickname}`);
  const message = await lastValueFrom(group.post("hello"));
  assertEquals(mention(message).text, `@${message.name}`);
});
