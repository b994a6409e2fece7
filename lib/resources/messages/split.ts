import {
  Attachment,
  EmojiAttachment,
  MentionsAttachment,
} from "../../attachments/attachment.ts";
import type { AttachmentData } from "../../wire/message.ts";
import type { Draft } from "./draft.ts";
import { splitText } from "./split_text.ts";

/** A part of a text that is split, in UTF-16 units. */
interface Part {
  readonly text: string;
  /** Where it begins. */
  readonly start: number;
  /** Where the part after it begins. */
  readonly next: number;
  readonly isFirst: boolean;
}

/**
 * Makes several messages of one whose text is too long. Mentions and emoji go
 * with their part of the text, all other attachments with the first part.
 *
 * @param most Length of a part at most, in UTF-16 units.
 */
export function splitDraft(
  text: string,
  attachments: readonly (Attachment | AttachmentData)[],
  most: number,
): readonly Draft[] {
  const all = Attachment.fromBulkData(attachments);
  const loci = all.flatMap((it) =>
    it instanceof MentionsAttachment ? it.loci : []
  );
  const ranges = splitText(text, loci, most);
  // Nothing but white space: only the attachments count.
  if (ranges.length === 0) return [{ attachments: all }];
  const sharers = all.map((it) => sharerOf(it, text));
  return ranges.map(([start, end], n) => {
    const part = {
      text: text.slice(start, end).trimEnd(),
      start,
      next: ranges[n + 1]?.[0] ?? Infinity,
      isFirst: n === 0,
    };
    return {
      text: part.text,
      attachments: sharers.flatMap((share) => share(part)),
    };
  });
}

/** Makes the function that gives each part its share of an attachment. */
function sharerOf(
  it: Attachment,
  text: string,
): (part: Part) => readonly Attachment[] {
  if (it instanceof MentionsAttachment) return (part) => mentionsOf(it, part);
  if (!(it instanceof EmojiAttachment && it.placeholder)) {
    return ({ isFirst }) => isFirst ? [it] : [];
  }
  const places = placesOf(it.placeholder, text);
  return (part) => emojiOf(it, places, part);
}

function mentionsOf(
  { data, loci, userIds }: MentionsAttachment,
  { text, start, next, isFirst }: Part,
): readonly Attachment[] {
  const clamp = (at: number) => Math.min(Math.max(at - start, 0), text.length);
  const here = loci.flatMap(([at, length], i) => {
    // One that had to be cut goes with its end.
    const last = at + Math.max(length, 1) - 1;
    if (last >= next || last < start && !isFirst) return [];
    const from = clamp(at);
    const locus = [from, clamp(at + length) - from];
    return [{ locus, userId: userIds[i] }];
  });
  if (here.length === 0) return [];
  return [Attachment.fromData({
    ...data,
    loci: here.map(({ locus }) => locus),
    user_ids: here.map(({ userId }) => userId),
  })];
}

function emojiOf(
  { data, charmap }: EmojiAttachment,
  places: readonly number[],
  { text, start }: Part,
): readonly Attachment[] {
  const here = charmap.filter((_, i) => {
    const place = places[i] ?? -1;
    return place >= start && place < start + text.length;
  });
  return here.length === 0
    ? []
    : [Attachment.fromData({ ...data, charmap: here })];
}

/** Where the placeholders of emoji stand. */
function placesOf(placeholder: string, text: string): readonly number[] {
  const places: number[] = [];
  for (
    let at = text.indexOf(placeholder);
    at >= 0;
    at = text.indexOf(placeholder, at + placeholder.length)
  ) places.push(at);
  return places;
}
