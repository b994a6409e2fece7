import { assert, assertEquals, assertMatch } from "@std/assert";
import { memoryMirror } from "@rxgroupme/client/mirror";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { snippetOf } from "../../lib/mirror/scan.ts";
import { wordsOf } from "../../lib/mirror/words.ts";
import { inDirectory, STORE_KINDS } from "./stores.ts";

/** The characters of some ranges that are words, or parts of words. */
function wordCharacters(
  ...ranges: readonly (readonly [from: number, to: number])[]
): readonly string[] {
  return ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, n) => String.fromCodePoint(from + n))
  ).filter((it) => wordsOf(it).length > 0);
}

/** Messages that hold one character each. */
function rowsWith(characters: readonly string[]) {
  return characters.map((text, n) => ({
    id: String(175_405_230_000_000_000n + BigInt(n)),
    created_at: 1_754_052_300,
    text: `low ${text} tide`,
  }));
}

Deno.test("sqliteMirror() finds each letter and sign, though SQLite's tables of Unicode are others", () =>
  inDirectory(async (path) => {
    await using store = sqliteMirror(`${path}/a.db`);
    const characters = wordCharacters([0x20, 0x3400], [0x1f000, 0x1fb00]);
    const rows = rowsWith(characters);
    await store.write({ name: "group:1", rows, changes: [], coverage: [] });
    const missed = [];
    for (const [n, character] of characters.entries()) {
      const [id, limit] = [rows[n]?.id ?? "", rows.length];
      const words = wordsOf(character);
      const hits = await store.search?.({ words, limit }) ?? [];
      if (!hits.some(({ message }) => message.id === id)) {
        missed.push(character);
      }
    }
    assertEquals(missed, []);
  }));

for (const { name, place } of STORE_KINDS) {
  Deno.test(`search() in ${name} finds the same as a scan, in any script`, () =>
    place(async (open) => {
      const texts = [
        "Crème brûlée, naïve café",
        "CAFE CREME",
        "東京タワーで会いましょう",
        "서울에서 만나요",
        "Привет, мир! ЁЛКА",
        "شكرا جزيلا",
        "नमस्ते दुनिया",
        "ไปเที่ยวทะเล",
        "ok 👩‍👩‍👧 ↔ ◼ ⤴ 👍🏽 🇩🇪",
        "ﬁne print №5 ２０２５",
        "don't-stop, O'Neil: a_b.c",
        "x".repeat(100),
      ];
      const rows = texts.map((text, n) => ({
        id: String(175_405_230_000_000_000n + BigInt(n)),
        created_at: 1_754_052_300,
        text,
      }));
      await using store = open();
      const truth = memoryMirror();
      const batch = { name: "group:1", rows, changes: [], coverage: [] };
      await store.write(batch);
      truth.write(batch);
      const queries = texts.flatMap((text) => [
        text,
        ...wordsOf(text),
        ...text.split(" "),
      ]);
      for (const query of queries) {
        const words = wordsOf(query);
        const [hits, scanned] = await Promise.all(
          [store, truth].map((it) => it.search?.({ words, limit: 20 })),
        );
        assertEquals(hits, scanned, query);
        assertEquals(scanned && scanned.length > 0, true, query);
      }
    }));
}

/** Texts as people write them, and words in them that others look for. */
const WITHOUT_SPACES = [
  ["明日は東京タワーで", "東京"],
  ["ไปเที่ยวทะเลกันไหม", "ทะเล"],
  ["ສະບາຍດີຕອນເຊົ້າ", "ຕອນ"],
  ["តើអ្នកទៅណា", "អ្នក"],
  ["ဘယ်သွားမလဲ", "သွား"],
  ["gooood🇩🇪🇫🇷🔥", "🇫🇷"],
] as const;

for (const { name, place } of STORE_KINDS) {
  Deno.test(`search() in ${name} finds a word where no space is around it`, () =>
    place(async (open) => {
      await using store = open();
      const rows = WITHOUT_SPACES.map(([text], n) => ({
        id: String(175_405_230_000_000_000n + BigInt(n)),
        created_at: 1_754_052_300,
        text,
      }));
      await store.write({ name: "group:1", rows, changes: [], coverage: [] });
      for (const [text, word] of WITHOUT_SPACES) {
        const words = wordsOf(word);
        const hits = await store.search?.({ words, limit: 20 });
        assertEquals(hits?.map(({ message }) => message.text), [text]);
      }
    }));
}

Deno.test("a hit's snippet holds the word, whatever accents it has, and no part of a longer one", () => {
  const before = "İstanbul 👩‍👩‍👧 partyart ".repeat(20);
  for (const word of ["crème", "cre\u0300me", "ART", "ｆｉｎｅ", "東", "↔"]) {
    const text = `${before}${word} ${"and so on ".repeat(20)}`;
    const snippet = snippetOf({ text }, { words: wordsOf(word) });
    assert(snippet?.includes(` ${word} and`), `${word}: ${snippet}`);
    assertMatch(snippet ?? "", /^….*…$/);
  }
  assertEquals(snippetOf({ text: "" }, { words: ["a"] }), undefined);
});
