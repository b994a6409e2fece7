import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  compose,
  emoji,
  EmojiAttachment,
  ImageAttachment,
  mention,
  MentionsAttachment,
} from "@rxgroupme/client";
import fc from "fast-check";
import { splitText } from "../../../lib/resources/messages/split_text.ts";
import { type Draft, toParts } from "../../../lib/resources/messages/draft.ts";
import { splitDraft } from "../../../lib/resources/messages/split.ts";

/** The texts of parts. */
function texts(parts: readonly Draft[]): (string | undefined)[] {
  return parts.map(({ text }) => text);
}

/** What the mentions of each part point at. */
function labels(parts: readonly Draft[]): string[] {
  return parts.flatMap(({ text = "", attachments = [] }) =>
    attachments.flatMap((it) =>
      it instanceof MentionsAttachment
        ? it.loci.map(([at, length]) => text.slice(at, at + length))
        : []
    )
  );
}

const split = (text: string, most: number) => texts(splitDraft(text, [], most));

Deno.test("toParts() leaves what fits as it is", () => {
  const draft = { text: " a ".repeat(333) };
  assertEquals(toParts(draft, { split: true }), [draft]);
  assertEquals(toParts("short", { split: true }), [{ text: "short" }]);
});

Deno.test("toParts() refuses what says nothing, and what is no text", () => {
  for (const content of ["", "  \n", {}, { text: " ", attachments: [] }]) {
    assertThrows(() => toParts(content), TypeError, "it must have text or");
  }
  const odd = { text: 7 } as unknown as Draft;
  assertThrows(() => toParts(odd), TypeError, "it must be a string, got 7");
});

Deno.test("toParts() cuts a long text into parts of 1,000 at most", () => {
  const word = "x".repeat(99);
  const parts = toParts(`${word} `.repeat(25), { split: true });
  assertEquals(texts(parts).map((text) => text?.length), [999, 999, 499]);
});

Deno.test("splitDraft() cuts between words, and leaves the gap out", () => {
  assertEquals(split("one two  three\n\nfour", 9), [
    "one two",
    "three",
    "four",
  ]);
  assertEquals(split("  one two ", 5), ["one", "two"]);
});

Deno.test("splitDraft() fills a part up to its last character", () => {
  assertEquals(split("one two", 3), ["one", "two"]);
  assertEquals(split("abcdef", 3), ["abc", "def"]);
  assertEquals(split("abc def", 6), ["abc", "def"]);
});

Deno.test("splitDraft() cuts a word that is too long between characters as people see them", () => {
  assertEquals(split("ab😀cd", 3), ["ab", "😀c", "d"]);
  assertEquals(split("👨‍👩‍👧👨‍👩‍👧", 11), ["👨‍👩‍👧", "👨‍👩‍👧"]);
  assertEquals(split("🇩🇪🇫🇷🇳🇱", 6), ["🇩🇪", "🇫🇷", "🇳🇱"]);
  assertEquals(split("aae\u0301", 3), ["aa", "e\u0301"]);
});

Deno.test("splitDraft() cuts one character that is too long, but no pair of surrogates", () => {
  const family = "👩‍👩‍👧‍👧";
  const parts = split(`${family}${family}`, 4);
  assertEquals(parts.join(""), `${family}${family}`);
  for (const part of parts) assert(part?.isWellFormed(), part);
});

Deno.test("splitDraft() does not cut within a mention", () => {
  const ann = mention({ userId: "1", nickname: "Ann Lee" });
  const { text, attachments } = compose`so ${ann} and ${ann}${ann}`;
  const parts = splitDraft(text, attachments, 12);
  assertEquals(texts(parts), ["so @Ann Lee", "and", "@Ann Lee", "@Ann Lee"]);
  assertEquals(labels(parts), Array(3).fill("@Ann Lee"));
});

Deno.test("splitDraft() cuts a mention that is longer than a part, and keeps it once", () => {
  const all = mention({ userId: "-1" }, "each and every one of you");
  const parts = splitDraft(all.text, all.attachments, 10);
  assertEquals(texts(parts), ["each and", "every one", "of you"]);
  assertEquals(labels(parts), ["of you"]);
});

Deno.test("splitDraft() gives each emoji to the part with its placeholder", () => {
  const { text, attachments } = compose`a ${emoji(1, 1)} bc ${emoji(2, 2)} ${
    emoji(3, 3)
  }`;
  const parts = splitDraft(text, attachments, 4);
  assertEquals(texts(parts), ["a \uFFFD", "bc \uFFFD", "\uFFFD"]);
  const codes = parts.map(({ attachments: [it] = [] }) =>
    it instanceof EmojiAttachment && it.charmap
  );
  assertEquals(codes, [[[1, 1]], [[2, 2]], [[3, 3]]]);
});

Deno.test("splitDraft() gives all else to the first part, and keeps unknown fields", () => {
  const image = new ImageAttachment({ url: "https://i.groupme.com/1x1.png.0" });
  const mentions = {
    type: "mentions",
    loci: [[4, 3]],
    user_ids: ["1"],
    style: "bold",
  };
  const parts = splitDraft("one two", [image, mentions], 4);
  assertEquals(JSON.parse(JSON.stringify(parts)), [
    { text: "one", attachments: [image.data] },
    { text: "two", attachments: [{ ...mentions, loci: [[0, 3]] }] },
  ]);
});

Deno.test("splitDraft() loses no mention, wherever it is said to be", () => {
  const loci = [[0, 0], [3, 1], [90, 5], [-4, 2], [4, 0]];
  const user_ids = ["a", "b", "c", "d", "e"];
  const parts = splitDraft(
    "one two",
    [{ type: "mentions", loci, user_ids }],
    4,
  );
  const ids = parts.map(({ attachments = [] }) =>
    attachments.flatMap((it) =>
      it instanceof MentionsAttachment ? it.userIds : []
    )
  );
  assertEquals(ids.flat().toSorted(), user_ids);
  assertEquals(ids[1], ["c", "e"]);
});

Deno.test("splitDraft() posts what is attached to nothing but space", () => {
  const image = new ImageAttachment({ url: "https://i.groupme.com/1x1.png.0" });
  assertEquals(splitDraft("   \n ", [image], 2), [{ attachments: [image] }]);
});

const wordy = fc.array(
  fc.tuple(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.constantFrom(" ", "\n", "  ", "\r\n\r\n", ""),
  ),
).map((words) => words.flat().join(""));

Deno.test("splitText() loses nothing but white space, and keeps within its bounds", () => {
  fc.assert(
    fc.property(wordy, fc.integer({ min: 2, max: 60 }), (text, most) => {
      const parts = splitText(text, [], most).map(([from, to]) =>
        text.slice(from, to)
      );
      assertEquals(parts.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
      for (const part of parts) {
        assert(part.length > 0 && part.length <= most);
        assert(/^\S/.test(part), "begins with white space");
      }
    }),
    { seed: 41 },
  );
});

Deno.test("splitText() cuts between characters as people see them", () => {
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  fc.assert(
    fc.property(wordy, (text) => {
      const edges = new Set<number>([text.length]);
      let longest = 0;
      for (const { index, segment } of characters.segment(text)) {
        edges.add(index);
        longest = Math.max(longest, segment.length);
      }
      for (const [, end] of splitText(text, [], Math.max(30, longest))) {
        assert(edges.has(end), `${end} is within a character`);
      }
    }),
    { seed: 42 },
  );
});

Deno.test("splitText() keeps words whole that are no longer than a part", () => {
  const word = fc.stringMatching(/^[a-z😀é]{1,20}$/u);
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const text = words.join(" ");
      const parts = splitText(text, [], 40).map(([from, to]) =>
        text.slice(from, to)
      );
      assertEquals(
        parts.flatMap((part) => part.split(/\s+/)).filter(Boolean),
        words,
      );
    }),
    { seed: 43 },
  );
});

Deno.test("splitDraft() leaves each mention and emoji at its words, in order", () => {
  const piece = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 30 }),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map((name) => mention({ userId: "1", nickname: name })),
    fc.nat({ max: 99 }).map((index) => emoji(1, index)),
    fc.constantFrom(" ", "\n"),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 20, maxLength: 60 }), (pieces) => {
      const { text, attachments } = compose(
        Object.assign(pieces.map(() => "").concat(""), { raw: [] }),
        ...pieces,
      );
      if (!text.trim()) return;
      const parts = splitDraft(text, attachments, 200);
      // Space at the end of a part is left out, of a name as well.
      const trimmed = (all: string[]) => all.map((label) => label.trimEnd());
      assertEquals(
        trimmed(labels(parts)),
        trimmed(labels([{ text, attachments }])),
      );
      for (const part of parts) {
        assert(part.text && part.text.length <= 200);
        const found = part.attachments?.find((it) =>
          it instanceof EmojiAttachment
        );
        const marks = part.text.split("\uFFFD").length - 1;
        assertEquals(found?.charmap.length ?? 0, marks);
      }
      const ofAll = (drafts: readonly Draft[]) =>
        drafts.flatMap((draft) => draft.attachments ?? [])
          .flatMap((it) => it instanceof EmojiAttachment ? it.charmap : []);
      assertEquals(ofAll(parts), ofAll([{ attachments }]));
    }),
    { seed: 44, numRuns: 300 },
  );
});

for (
  const [what, text] of [
    ["marks on one letter", "a" + "\u0301".repeat(100_000)],
    ["joined emoji", "👩\u200d".repeat(33_000)],
    ["flags", "🇩🇪".repeat(25_000)],
    ["white space", " ".repeat(100_000) + "x"],
    ["lines", "\r\n".repeat(50_000) + "x"],
    ["letters without a gap", "x".repeat(100_000)],
  ] as const
) {
  Deno.test(`splitText() segments each unit at most twice, of ${what}`, () => {
    let units = 0;
    const { segment } = Intl.Segmenter.prototype;
    Intl.Segmenter.prototype.segment = function (text) {
      units += text.length;
      return segment.call(this, text);
    };
    try {
      const ranges = splitText(text, [], 1_000);
      const parts = ranges.map(([start, end]) => text.slice(start, end));
      assertEquals(parts.join("").trim(), text.trim());
      for (const part of parts) assert(part.isWellFormed());
    } finally {
      Intl.Segmenter.prototype.segment = segment;
    }
    assert(units <= 2 * text.length, `${units} units`);
  });
}

Deno.test("splitDraft() gives each of many mentions and emoji to its part", () => {
  const line = `@Ann \uFFFD ${"word ".repeat(20)}`;
  const loci = Array.from({ length: 2_000 }, (_, i) => [i * line.length, 4]);
  const attachments = [
    { type: "mentions", loci, user_ids: loci.map((_, i) => `${i}`) },
    {
      type: "emoji",
      placeholder: "\uFFFD",
      charmap: loci.map((_, i) => [1, i]),
    },
  ];
  const parts = splitDraft(line.repeat(2_000), attachments, 1_000);
  assertEquals(labels(parts), loci.map(() => "@Ann"));
  for (const { text = "", attachments = [] } of parts) {
    const [mentions, emoji] = attachments;
    assert(mentions instanceof MentionsAttachment);
    assert(emoji instanceof EmojiAttachment);
    assertEquals(emoji.charmap.length, text.split("\uFFFD").length - 1);
    const people = mentions.userIds.map(Number);
    assertEquals(people, emoji.charmap.map(([, index]) => index));
  }
});
