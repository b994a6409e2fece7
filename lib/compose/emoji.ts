import { assertInteger } from "../util/validate.ts";
import { type Attachment, EmojiAttachment } from "../attachments/attachment.ts";

/** The character that stands for an emoji in the text, as in GroupMe's apps. */
export const PLACEHOLDER = "\uFFFD";

/**
 * One of GroupMe's own emoji, to be put into a text by `compose`. Characters such
 * as 😀 are text.
 *
 * @param packId The number of its pack, from 1; see GroupMe's `/powerups`.
 * @param index Its place in the pack, from 0.
 * @throws {RangeError} When one of them is out of its range.
 */
export function emoji(packId: number, index: number): Composed {
  assertInteger(packId, 1, Infinity, "packId");
  assertInteger(index, 0, Infinity, "index");
  const charmap = [[packId, index]] as const;
  return {
    text: PLACEHOLDER,
    attachments: [new EmojiAttachment({ placeholder: PLACEHOLDER, charmap })],
  };
}

/** A draft with both of its parts, as `compose` and its pieces make it. */
export interface Composed {
  /** The text. */
  readonly text: string;
  /** The attachments, mentions and emoji included. */
  readonly attachments: readonly Attachment[];
}
