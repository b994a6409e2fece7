/** What GroupMe takes in one message, in UTF-16 units. */
export const MAX_TEXT = 1_000;

/** Cuts a long text between words, or else between characters as people see them. */
export function splitText(text: string): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > MAX_TEXT) {
    const cut = cutOf(rest);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function cutOf(text: string): number {
  const space = text.slice(0, MAX_TEXT + 1).search(/\s\S*$/);
  if (space > 0) return space;
  let end = 0;
  const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { index, segment } of characters.segment(text.slice(0, 2_000))) {
    if (index + segment.length > MAX_TEXT) break;
    end = index + segment.length;
  }
  return end || MAX_TEXT;
}
