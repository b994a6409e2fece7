import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { isObject } from "../wire/json.ts";
import { dateAndTime } from "./quantities.ts";
import { sanitize } from "./sanitize.ts";
import type { Style } from "./style.ts";

/** Attachments that are part of the words, and need no mark of their own. */
const WITHIN_TEXT: ReadonlySet<string> = new Set([
  "emoji",
  "mentions",
  "reply",
]);

/**
 * One line for a message: when, where, who and what.
 *
 * @param where The conversation, for lines out of several of them.
 */
export function messageLine(
  message: GenericMessage,
  { dim, bold }: Style,
  where?: string,
): string {
  const time = dim(dateAndTime(message.createdAt));
  const place = where === undefined ? [] : [dim(`[${sanitize(where)}]`)];
  const words = [message.text ?? "", ...attachments(message)]
    .filter((part) => part !== "").map(sanitize).join(" ");
  const name = `${sanitize(message.name ?? "?")}:`;
  const said = message.isSystem ? [dim(`* ${words}`)] : [bold(name), words];
  return [time, ...place, ...said].join(" ");
}

/** Marks for what goes with the words, read off the wire: kinds keep coming. */
function attachments({ data }: GenericMessage): string[] {
  const list: unknown = data.attachments;
  if (!Array.isArray(list)) return [];
  return list.filter(isObject)
    .filter(({ type }) => !WITHIN_TEXT.has(String(type)))
    .map(({ type, url }) => typeof url === "string" ? `[${url}]` : `[${type}]`);
}
