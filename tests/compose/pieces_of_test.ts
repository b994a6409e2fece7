import { assert, assertEquals } from "@std/assert";
import {
  compose,
  emoji,
  everyone,
  mention,
  Message,
  piecesOf,
} from "@rxgroupme/client";
import fc from "fast-check";
import { recorded } from "../support/recorded.ts";

const ann = mention({ userId: "1", nickname: "Ann Lee" });

Deno.test("piecesOf() reads what compose wrote", () => {
  const draft = compose`Hi ${ann} ${emoji(1, 62)}, ${everyone()}${emoji(2, 3)}`;
  assertEquals(piecesOf(draft), [
    { type: "text", text: "Hi " },
    { type: "mention", text: "@Ann Lee", userId: "1" },
    { type: "text", text: " " },
    { type: "emoji", text: "\uFFFD", packId: 1, index: 62 },
    { type: "text", text: ", " },
    { type: "mention", text: "@everyone", userId: "-1" },
    { type: "emoji", text: "\uFFFD", packId: 2, index: 3 },
  ]);
});

Deno.test("piecesOf() takes messages, JSON, and what has no text", () => {
  const { client } = recorded();
  const attachments = [{ type: "mentions", loci: [[0, 4]], user_ids: ["1"] }];
  const expected = [
    { type: "mention", text: "@Ann", userId: "1" },
    { type: "text", text: "!" },
  ];
  const data = { text: "@Ann!", attachments };
  const message = new Message(client.groups.messages("1"), data);
  assertEquals<unknown>(piecesOf(message), expected);
  assertEquals<unknown>(piecesOf(data), expected);
  assertEquals(piecesOf({ text: "plain" }), [{ type: "text", text: "plain" }]);
  assertEquals(piecesOf({}), []);
  assertEquals(piecesOf(new Message(client.groups.messages("1"), {})), []);
});

Deno.test("piecesOf() leaves as text what is malformed or overlaps", () => {
  const text = "one two three";
  for (
    const attachments of [
      [{
        type: "mentions",
        loci: [[0, 0], [-1, 3], [10, 4]],
        user_ids: ["1", "2", "3"],
      }],
      [{ type: "mentions", loci: "odd", user_ids: ["1"] }],
      [{ type: "mentions", loci: [[0.5, 1], [1, 1.5]], user_ids: ["1", "2"] }],
      [{ type: "mentions", loci: [[0, 3]], user_ids: [] }],
      [{ type: "mentions", loci: [[0, 3]] }],
      [{ type: "emoji", placeholder: "\uFFFD", charmap: [[1, 2]] }],
      [{ type: "emoji", placeholder: "", charmap: [[1, 2]] }],
      [{ type: "emoji", charmap: null }],
    ]
  ) assertEquals(piecesOf({ text, attachments }), [{ type: "text", text }]);
  const loci = [[4, 3], [2, 4], [4, 9], [8, 5]];
  const attachments = [{
    type: "mentions",
    loci,
    user_ids: ["1", "2", "3", "4"],
  }];
  assertEquals(
    piecesOf({ text, attachments }).map(({ type, text }) => [type, text]),
    [["text", "on"], ["mention", "e tw"], ["text", "o "], ["mention", "three"]],
  );
  const few = [{ type: "emoji", placeholder: "*", charmap: [[1, 2]] }];
  assertEquals(
    piecesOf({ text: "*a*", attachments: few }).map(({ type }) => type),
    ["emoji", "text"],
  );
});

Deno.test("piecesOf() gives the whole text in 1,000 random drafts", () => {
  const anything = fc.array(fc.tuple(
    fc.integer({ min: -5, max: 40 }),
    fc.integer({ min: -5, max: 40 }),
  ));
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 30 }),
      anything,
      fc.array(fc.string()),
      anything,
      (text, loci, user_ids, charmap) => {
        const attachments = [
          { type: "emoji", placeholder: "\uFFFD", charmap },
          { type: "mentions", loci, user_ids },
        ];
        const pieces = piecesOf({ text, attachments });
        assertEquals(pieces.map(({ text }) => text).join(""), text);
        assert(pieces.every(({ text }) => text.length > 0));
      },
    ),
    { numRuns: 1_000, seed: 20_261_128 },
  );
});
