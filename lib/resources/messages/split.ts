import {
  Attachment,
  EmojiAttachment,
  MentionsAttachment,
} from "../../attachments/attachment.ts";
import type { AttachmentData } from "../../wire/message.ts";
import { cut } from "./split_text.ts";
import type { Draft } from "./draft.ts";

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
  const loci = all.flatMap((it) =>
    it instanceof MentionsAttachment ? it.loci : []
  );
  const ranges = cut(text, loci, most);
  // Nothing but white space: only what is attached counts.
  if (ranges.length === 0) return [{ attachments: all }];
  return ranges.map(([start, end], n) => {
    const part = text.slice(start, end).trimEnd();
    const next = ranges[n + 1]?.[0] ?? Infinity;

    function mentionsHere({ data, loci, userIds }: MentionsAttachment) {
      const clamp = (at: number) =>
        Math.min(Math.max(at - start, 0), part.length);
      const here = loci.flatMap(([at, length], i) => {
        // One that had to be cut goes with its end.
        const last = at + Math.max(length, 1) - 1;
        const isHere = (n === 0 || last >= start) && last < next;
        return isHere
          ? [[userIds[i], clamp(at), clamp(at + length)] as const]
          : [];
      });
      return here.length === 0 ? [] : Attachment.fromData({
        ...data,
        loci: here.map(([, from, to]) => [from, to - from]),
        user_ids: here.map(([id]) => id),
      });
    }

    function emojiHere(
      { data, charmap }: EmojiAttachment,
      placeholder: string,
    ) {
      const count = (piece: string) => piece.split(placeholder).length - 1;
      const before = count(text.slice(0, start));
      const here = charmap.slice(before, before + count(part));
      return here.length === 0
        ? []
        : Attachment.fromData({ ...data, charmap: here });
    }

    return {
      text: part,
      attachments: all.flatMap((it) =>
        it instanceof MentionsAttachment
          ? mentionsHere(it)
          : it instanceof EmojiAttachment && it.placeholder
          ? emojiHere(it, it.placeholder)
          : n === 0
          ? it
          : []
      ),
    };
  });
}
