/** One word: a run of letters and digits, or a character of a script without spaces, or an emoji. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+/gu;

/** Words longer than this are cut, so that an index holds no pasted data. */
const MAX_WORD_LENGTH = 64;

/**
 * The words of a text as every store indexes them, in order: lower case,
 * without accents, compatible forms unified.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "")
    .normalize("NFC").toLowerCase();
  return (plain.match(WORD) ?? []).map((word) =>
    word.slice(0, MAX_WORD_LENGTH)
  );
}
