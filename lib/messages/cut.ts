import type { Locus } from "../attachments/fields.ts";

/** From where to where in a text, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

/**
 * Cuts a text into parts, between words, or else between characters as people
 * see them. White space around a cut belongs to no part.
 *
 * @param whole What is not to be cut, unless it is longer than a part.
 * @param most How long a part may be, in UTF-16 units.
 */
export function cut(
  text: string,
  whole: readonly Locus[],
  most: number,
): readonly Range[] {
  const kept = whole.filter(([, length]) => length <= most);
  const ranges: Range[] = [];
  let start = nextWord(text, 0);
  while (start < text.length) {
    const end = text.length <= start + most
      ? text.length
      : endOf(text, start, kept, most);
    ranges.push([start, end]);
    start = nextWord(text, end);
  }
  return ranges;
}

function endOf(
  text: string,
  start: number,
  kept: readonly Locus[],
  most: number,
): number {
  const limit = start + most;
  let word = start;
  let character = start;
  // What begins at the limit tells whether a character ends there.
  const window = text.slice(start, limit + 2);
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { index, segment } of characters.segment(window)) {
    const at = start + index;
    if (at > limit) break;
    if (kept.some(([from, length]) => from < at && at < from + length)) {
      continue;
    }
    character = at;
    if (!segment.trim()) word = at;
  }
  if (word > start) return word;
  if (character > start) return character;
  // One character longer than a part; but no half of a pair can be sent.
  return text.codePointAt(limit - 1)! > 0xffff ? limit - 1 : limit;
}

function nextWord(text: string, from: number): number {
  const gap = text.slice(from).search(/\S/);
  return gap < 0 ? text.length : from + gap;
}
