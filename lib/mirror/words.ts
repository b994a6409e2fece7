/**
 * One word: a character of a script that has no spaces between words, an emoji, a
 * flag, or a run of letters and digits of any other script.
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]|\p{Regional_Indicator}{2}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}])+/gu;

/** Words longer than this are cut, so that an index holds no pasted data. */
const MAX_WORD_LENGTH = 64;

/** Lower case, without accents, compatible forms unified. */
function plainOf(text: string): string {
  // Most texts and characters need no tables.
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").normalize("NFC")
    .toLowerCase();
}

function cut(word: string): string {
  return word.slice(0, MAX_WORD_LENGTH);
}

/**
 * The words of a text as every store indexes them, in order: lower case,
 * without accents, compatible forms unified.
 */
export function wordsOf(text: string): readonly string[] {
  return (plainOf(text).match(WORD) ?? []).map(cut);
}

/** The first place of a word in a text, as an index of its characters. */
export function placeOf(
  characters: readonly string[],
  word: string,
): number | undefined {
  let plain = "";
  const starts = characters.map((it) => {
    const start = plain.length;
    plain += plainOf(it);
    return start;
  });
  for (const { 0: found, index } of plain.matchAll(WORD)) {
    if (cut(found) === word) return starts.findLastIndex((it) => it <= index);
  }
  return undefined;
}
