import type { Locus } from "../../attachments/fields.ts";

/** A part of a text, in UTF-16 units. */
export type Range = readonly [start: number, end: number];

/**
 * Cuts a text into parts, between words, or else between characters as people
 * see them. White space around a cut belongs to no part. It takes time in
 * proportion to the text, whatever stands in it.
 *
 * @param whole Ranges that are not to be cut, unless one is longer than a part.
 * @param most Length of a part at most, in UTF-16 units.
 */
export function splitText(
  text: string,
  whole: readonly Locus[],
  most: number,
): readonly Range[] {
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const nextWord = (from: number) =>
    text.length - text.slice(from).trimStart().length;

  function endOf(start: number): number {
    const limit = start + most;
    if (limit >= text.length) return text.length;
    const near = whole.filter(([from, length]) =>
      length <= most && from < limit && from + length > start
    );
    // A character may have any length. One code point behind the limit tells
    // whether one ends there.
    const ends = Array.from(characters.segment(text.slice(start, limit + 2)))
      .filter(({ index }) => {
        const at = start + index;
        return index > 0 && index <= most &&
          !near.some(([from, length]) => from < at && at < from + length);
      })
      .reverse();
    const end = ends.find(({ segment }) => !segment.trim()) ?? ends[0];
    if (end) return start + end.index;
    // One character longer than a part; but no half of a pair can be sent.
    return limit - Number(text.codePointAt(limit - 1)! > 0xffff);
  }

  const ranges: Range[] = [];
  for (let start = nextWord(0); start < text.length;) {
    const end = endOf(start);
    ranges.push([start, end]);
    start = nextWord(end);
  }
  return ranges;
}
