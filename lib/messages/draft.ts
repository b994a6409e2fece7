import type { AttachmentData } from "../wire/message.ts";
import { MAX_TEXT } from "./limits.ts";

/** What a message says: text, attachments, or both. */
export interface Draft {
  /** Up to 1,000 characters. */
  text?: string;
  /** What goes with it. */
  attachments?: readonly AttachmentData[];
}

/** A text, or a text with attachments. */
export type Content = string | Draft;

/**
 * Checks a message before anything is sent.
 *
 * @throws {TypeError} When there is nothing to send.
 * @throws {RangeError} When the text is longer than GroupMe takes.
 */
export function toDraft(content: Content): Draft {
  const draft = typeof content === "string" ? { text: content } : content;
  const { text, attachments = [] } = draft;
  if (text !== undefined && typeof text !== "string") {
    throw new TypeError(`Cannot post: text is a ${typeof text}`);
  }
  if (!text?.trim() && attachments.length === 0) {
    throw new TypeError("Cannot post: neither text nor attachments");
  }
  if (text !== undefined && text.length > MAX_TEXT) {
    throw new RangeError(
      `Cannot post: text has ${text.length} characters, ${MAX_TEXT} at most`,
    );
  }
  return draft;
}
