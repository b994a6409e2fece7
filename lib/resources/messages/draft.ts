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

/** The content of a message: a text, attachments, or both. */
export interface Draft {
  /** The text: up to 1,000 characters, unless it may be split. */
  readonly text?: string | undefined;
  /** The attachments. */
  readonly attachments?:
    | readonly (Attachment | AttachmentData)[]
    | undefined;
}

/** A text, or a text with attachments. */
export type Content = string | Draft;

/** How to post a long text. */
export interface LengthOptions {
  /**
   * Post a text of more than 1,000 characters as several messages, instead of
   * refusing it. It is cut between words, or else between characters as people
   * see them, and never within a mention. Mentions and emoji go with their part
   * of the text, all other attachments with the first.
   *
   * @default {false}
   */
  split?: boolean | undefined;
}

/**
 * Checks the content of a post before anything is sent.
 *
 * @returns The messages that it takes: one, unless it is split.
 * @throws {TypeError} When there is neither a text nor an attachment.
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
