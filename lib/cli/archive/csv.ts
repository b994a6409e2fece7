import { isObject, toDate, toId, toText } from "../../wire/json.ts";
import type { MessageData } from "../../wire/message.ts";

/** The columns of an export, in order. */
const CSV_COLUMNS = [
  "conversation",
  "id",
  "created_at",
  "updated_at",
  "deleted_at",
  "sender_id",
  "sender_type",
  "name",
  "text",
  "attachments",
  "liked_by",
] as const;

/** The first line of an export. */
export const CSV_HEADER: string = CSV_COLUMNS.join(",");

/**
 * A message as one line of an export. Times are ISO 8601 in UTC; attachments
 * are JSON. In a text `\n`, `\r`, `\\` and `\u2028` stand for the characters, so
 * that each message is one line; and what a spreadsheet would take for a formula
 * has one more apostrophe in front.
 */
export function csvLine(conversation: string, row: MessageData): string {
  const likers = Array.isArray(row.favorited_by) ? row.favorited_by : [];
  const attachments = Array.isArray(row.attachments)
    ? row.attachments.filter(isObject)
    : [];
  const values: Record<typeof CSV_COLUMNS[number], string> = {
    conversation,
    id: toId(row.id),
    created_at: timeOf(row.created_at),
    updated_at: timeOf(row.updated_at),
    deleted_at: timeOf(row.deleted_at),
    sender_id: toId(row.sender_id),
    sender_type: toText(row.sender_type) ?? "",
    name: toText(row.name) ?? "",
    text: toText(row.text) ?? "",
    attachments: attachments.length > 0 ? JSON.stringify(attachments) : "",
    liked_by: likers.map(String).join(" "),
  };
  return CSV_COLUMNS.map((column) => cell(values[column])).join(",");
}

function timeOf(seconds: unknown): string {
  return toDate(seconds)?.toISOString() ?? "";
}

/**
 * A text that a spreadsheet would take for a formula, whatever stands before it
 * that is not seen; or one that has an apostrophe there already.
 */
const FORMULA = /^(?:'*[\s\p{Cf}]*[=+\-@＝＋－＠]|\t)/u;

const ESCAPES: { readonly [character: string]: string } = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
};

function cell(text: string): string {
  const line = text.toWellFormed().replaceAll(
    /[\\\u2028\u2029]|(?!\t)\p{Cc}/gu,
    (it) =>
      ESCAPES[it] ?? `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const safe = FORMULA.test(line) ? `'${line}` : line;
  return /[",\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
