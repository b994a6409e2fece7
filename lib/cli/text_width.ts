/** Characters that take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}\ufe0f]/u;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a text takes on a terminal; it must have no control characters. */
export function textWidth(text: string): number {
  // Most names and lines need no tables.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += characterWidth(segment);
  }
  return width;
}

/** Cuts a text to `columns` of a terminal, with an ellipsis where it was cut. */
export function cutToWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let cut = "";
  let left = columns - 1;
  for (const { segment } of segmenter.segment(text)) {
    left -= characterWidth(segment);
    if (left < 0) break;
    cut += segment;
  }
  return columns > 0 ? `${cut}…` : "";
}

/** Columns of what people take for one character. */
function characterWidth(character: string): number {
  if (WIDE.test(character)) return 2;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(character)) return 0;
  // Of marks, those of halfwidth katakana alone take a column.
  return 1 + [...character.matchAll(/[\uff9e\uff9f]/g)].length;
}
