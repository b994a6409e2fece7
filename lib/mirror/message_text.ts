import { toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { wordsOf } from "./words.ts";

/** The words of a message as an index holds them; `""` where it has none. */
export function indexedText(row: MessageData): string {
  return wordsOf(toText(row.text) ?? "").join(" ");
}

/**
 * The text and attachments of a message, to be compared: where they differ from
 * the stored ones, those are to be forgotten. `undefined` for no message.
 */
export function contentOf(row: MessageData | undefined): string | undefined {
  return row && JSON.stringify([row.text, row.attachments]);
}
