import { got, invalidArgument } from "../../util/validate.ts";
import type { Content, Draft } from "./draft.ts";
import { MAX_TEXT } from "./list_options.ts";

/** The draft of a text, or the draft itself. */
export function toDraft(content: Content): Draft {
  return typeof content === "string" ? { text: content } : content;
}

/**
 * Checks that there is something to post, however long.
 *
 * @throws {TypeError} When there is not, or when the text is not a string.
 */
export function checked(content: Content): Draft {
  const draft = toDraft(content);
  // Who has no types may give nothing at all.
  const { text = "", attachments = [] } = draft ?? {};
  if (typeof text !== "string") {
    throw invalidArgument("text", `it must be a string${got(text)}`);
  }
  if (!text.trim() && attachments.length === 0) {
    throw invalidArgument("content", "it must have text or attachments");
  }
  return draft;
}

/**
 * Checks the content of a single message.
 *
 * @throws {TypeError} When there is nothing to post.
 * @throws {RangeError} When the text is longer than GroupMe takes.
 */
export function toSendable(content: Content): Draft {
  const draft = checked(content);
  const { length } = draft.text ?? "";
  // In UTF-16 units, as loci are. How the server counts is not known; should it
  // count code points, this is on the safe side.
  if (length <= MAX_TEXT) return draft;
  throw invalidArgument(
    "text",
    `it must be split, or have ${MAX_TEXT} characters at most, got ${length}`,
    RangeError,
  );
}

/**
 * Checks the content of an edit.
 *
 * @throws {TypeError} When it has no text.
 * @throws {RangeError} When the text is longer than GroupMe takes.
 */
export function toEdit(content: Content): Draft {
  const draft = toSendable(content);
  if (draft.text?.trim()) return draft;
  throw invalidArgument("content", "it must have a text");
}

/**
 * The attachments that a message keeps when its text alone is edited: mentions
 * and emoji have their places in the old text.
 */
export function keptByEdit<A extends { readonly type?: unknown }>(
  attachments: readonly A[],
): readonly A[] {
  return attachments.filter(({ type }) =>
    type !== "mentions" && type !== "emoji"
  );
}
