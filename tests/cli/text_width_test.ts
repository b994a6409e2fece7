import { assert, assertEquals } from "@std/assert";
import { cutToWidth, textWidth } from "../../lib/cli/text_width.ts";

const WIDTHS: [string, number][] = [
  ["", 0],
  ["Family", 6],
  ["é", 1],
  ["e\u0301", 1],
  ["家族", 4],
  ["かぞく", 6],
  ["가족", 4],
  ["ｶｿﾞｸ", 4],
  ["Ｆ", 2],
  ["👍", 2],
  ["👍🏽", 2],
  ["👨‍👩‍👧‍👦", 2],
  ["❤️", 2],
  ["❤", 1],
  ["🇸🇪", 2],
  ["…", 1],
  ["█░", 2],
  ["\u200d", 0],
];

Deno.test("textWidth() counts the columns of a terminal", () => {
  for (const [text, width] of WIDTHS) {
    assertEquals(textWidth(text), width, text);
  }
});

Deno.test("cutToWidth() never exceeds the columns, and cuts no character in two", () => {
  const all = WIDTHS.map(([text]) => text).join("");
  for (const text of [...WIDTHS.map(([text]) => text), all]) {
    for (let columns = 0; columns < 50; columns++) {
      const cut = cutToWidth(text, columns);
      assert(textWidth(cut) <= columns, `${columns}: ${cut}`);
      assertEquals(cut, cut.toWellFormed());
      assert(cut === text || cut === "" || text.startsWith(cut.slice(0, -1)));
    }
    assertEquals(cutToWidth(text, textWidth(text)), text);
  }
  assertEquals(cutToWidth("a👨‍👩‍👧‍👦b", 3), "a…");
  assertEquals(cutToWidth("家族の会", 6), "家族…");
});
