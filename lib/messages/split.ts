import { Attachment, Emoji, Mentions } from "../attachments/attachment.ts";
import type { AttachmentData } from "../wire/message.ts";
import { cut } from "./cut.ts";
import type { Draft } from "./draft.ts";

/** A part of a text. */
interface Part {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly start: number;
  /** Where what it is answerable for begins and ends, gaps included. */
  readonly from: number;
  readonly to: number;
}

/**
 * Makes several messages of one whose text is too long. Mentions and emoji go
 * with their part of the text, all else with the first part.
 *
 * @param most How long a part may be, in UTF-16 units.
 */
export function splitDraft(
  text: string,
  attachments: readonly (Attachment | AttachmentData)[],
  most: number,
): readonly Draft[] {
  const all = Attachment.fromBulkData(attachments);
  const loci = all.flatMap((it) => it instanceof Mentions ? it.loci : []);
  const ranges = cut(text, loci, most);
  // Nothing but white space: only what is attached counts.
  if (ranges.length === 0) return [{ attachments: all }];
  return ranges.map(([start, end], n) => {
    const part: Part = {
      text: text.slice(start, end).trimEnd(),
      start,
      from: n > 0 ? start : -Infinity,
      to: ranges[n + 1]?.[0] ?? Infinity,
    };
    return {
      text: part.text,
      attachments: all.flatMap((it) =>
        it instanceof Mentions
          ? mentionsIn(part, it)
          : it instanceof Emoji && it.placeholder
          ? emojiIn(part, it, it.placeholder, text)
          : n === 0
          ? it
          : []
      ),
    };
  });
}

function mentionsIn(part: Part, { data, loci, userIds }: Mentions) {
  const here = loci.flatMap(([at, length], i) => {
    const last = at + Math.max(length, 1) - 1;
    if (last < part.from || last >= part.to) return [];
    const start = Math.max(at - part.start, 0);
    const end = Math.min(at + length - part.start, part.text.length);
    return [{ id: userIds[i], locus: [start, Math.max(end - start, 0)] }];
  });
  return here.length === 0 ? [] : Attachment.fromData({
    ...data,
    loci: here.map(({ locus }) => locus),
    user_ids: here.map(({ id }) => id),
  });
}

function emojiIn(
  part: Part,
  { data, charmap }: Emoji,
  placeholder: string,
  text: string,
) {
  const count = (piece: string) => piece.split(placeholder).length - 1;
  const before = count(text.slice(0, part.start));
  const here = charmap.slice(before, before + count(part.text));
  return here.length === 0
    ? []
    : Attachment.fromData({ ...data, charmap: here });
}
