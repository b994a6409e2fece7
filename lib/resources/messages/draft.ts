import {
  type Attachment,
  ReplyAttachment,
} from "../../attachments/attachment.ts";
import type { AttachmentData } from "../../wire/message.ts";
import { checked, toDraft, toSendable } from "./content.ts";
import { MAX_TEXT } from "./list_options.ts";
import { splitDraft } from "./split.ts";
import type { GenericMessage } from "./generic_message.ts";

export { toDraft };

/** What a message says: text, attachments, or both. */
export interface Draft {
  /** Up to 1,000 characters, unless it may be split. */
  readonly text?: string | undefined;
  /** What goes with it. */
  readonly attachments?: readonly (Attachment | AttachmentData)[] | undefined;
}

/** A text, or a text with attachments. */
export type Content = string | Draft;

/** What to do about a long text. */
export interface LengthOptions {
  /**
   * Post a text of more than 1,000 characters as several messages, instead of
   * refusing it. It is cut between words, or else between characters as people
   * see them, and never within a mention. Mentions and emoji go with their part
   * of the text, all else with the first.
   *
   * @default {false}
   */
  split?: boolean | undefined;
}

/**
 * Checks what is to be posted before anything is sent.
 *
 * @returns The messages that it takes: one, unless it is to be split.
 * @throws {TypeError} When there is nothing to send.
 * @throws {RangeError} When the text is longer than GroupMe takes.
 */
export function toParts(
  content: Content,
  { split }: LengthOptions = {},
): readonly Draft[] {
  if (!split) return [toSendable(content)];
  const { text = "", attachments = [] } = checked(content);
  return text.length > MAX_TEXT
    ? splitDraft(text, attachments, MAX_TEXT)
    : [toDraft(content)];
}

/** Makes a message an answer to another one. */
export function replyTo(message: GenericMessage, content: Content): Draft {
  const { attachments = [], ...draft } = toDraft(content);
  const reply = new ReplyAttachment({
    replyId: message.id,
    // The first message of the thread stays its base.
    baseReplyId: message.repliedTo?.baseReplyId ?? message.id,
    userId: message.userId,
  });
  return { ...draft, attachments: [...attachments, reply] };
}
