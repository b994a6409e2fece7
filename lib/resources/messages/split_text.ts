import type { Locus } from "../../attachments/fields.ts";

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
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" })
    .segment(text);
  const nextWord = (from: number) =>
    text.length - text.slice(from).trimStart().length;

  function endOf(start: number): number {
    const limit = start + most;
    if (limit >= text.length) return text.length;
    const ends = Array
      .from({ length: most }, (_, i) => characters.containing(limit - i)!)
      .filter(({ index: at }) =>
        at > start &&
        !whole.some(([from, length]) =>
          length <= most && from < at && at < from + length
        )
      );
    const end = ends.find(({ segment }) => !segment.trim()) ?? ends[0];
    // One character longer than a part; but no half of a pair can be sent.
    return end?.index ?? limit - Number(text.codePointAt(limit - 1)! > 0xffff);
  }

  const ranges: Range[] = [];
  for (let start = nextWord(0); start < text.length;) {
    const end = endOf(start);
    ranges.push([start, end]);
    start = nextWord(end);
  }
  return ranges;
}
