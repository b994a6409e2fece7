import type { ConversationKey } from "../tail/live_source.ts";
import { compareIds } from "../util/ids.ts";
import type { DirectMessageData, GroupMessageData } from "../wire/message.ts";
import { Failure } from "./failure.ts";

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 1 << 16;

/** The part of a file that is a history: a line for each message. */
export interface HistoryLines {
  /** How many messages there are. */
  readonly count: number;
  /** The id on the first line, the newest message. */
  readonly newest: string | undefined;
  /** The id on the last line, the oldest message. */
  readonly oldest: string | undefined;
  /** Where the last whole line ends, its line feed included. */
  readonly end: number;
  /** The last line, where its line feed is missing: cut off, or not ours. */
  readonly rest: Uint8Array;
  /** How each line begins, up to its first value: `{"id":`. */
  readonly beginning: string;
}

/**
 * Reads a file of messages, newest first, line by line; memory is one line.
 *
 * @param path Names the file in a failure.
 * @param key The group or chat whose messages they have to be.
 * @throws {Failure} When a line is anything else than an older message of that
 * conversation than the one before it.
 */
export function readHistoryLines(
  file: Deno.FsFile,
  path: string,
  key: ConversationKey,
): HistoryLines {
  const chunk = new Uint8Array(CHUNK_BYTES);
  const decoder = new TextDecoder();
  let pending: Uint8Array[] = [];
  let count = 0;
  let newest: string | undefined;
  let oldest: string | undefined;
  let beginning = "";
  let end = 0;

  function take(bytes: Uint8Array): void {
    pending.push(bytes.slice());
    const line = concatenate(pending);
    pending = [];
    end += line.length;
    const text = decoder.decode(line);
    // An editor's empty line, or a file's that was appended, is none of ours.
    if (!text.trim()) return;
    oldest = messageIdOn(text, path, key, oldest);
    newest ??= oldest;
    count += 1;
    beginning = text.slice(0, text.indexOf(":") + 1);
  }

  for (;;) {
    const length = file.readSync(chunk) ?? 0;
    if (length === 0) break;
    let from = 0;
    for (
      let at = chunk.indexOf(LINE_FEED);
      at >= 0 && at < length;
      at = chunk.indexOf(LINE_FEED, from)
    ) {
      take(chunk.subarray(from, at + 1));
      from = at + 1;
    }
    if (from < length) pending.push(chunk.slice(from, length));
  }
  const rest = concatenate(pending);
  return { count, newest, oldest, end, rest, beginning };
}

/**
 * Reads the id of the message on a line.
 *
 * @throws {Failure} When the line holds no message of this conversation, or one
 * that is not older than the message `before` it.
 */
export function messageIdOn(
  text: string,
  path: string,
  key: ConversationKey,
  before?: string,
): string {
  const data = parse(text) ?? {};
  const { id } = data;
  if (typeof id !== "string" || !/^\d+$/.test(id)) throw notAHistory(path);
  const other = otherConversation(data, key);
  if (other !== undefined) {
    throw new Failure(
      `Cannot go on with ${path}: it holds the history of another conversation, ${other}`,
    );
  }
  if (before !== undefined && compareIds(id, before) >= 0) {
    throw new Failure(
      `Cannot go on with ${path}: its lines are not the newest message first`,
    );
  }
  return id;
}

/** Tells the conversation of a message, if that surely is another one. */
function otherConversation(
  { group_id, sender_id, recipient_id }: GroupMessageData & DirectMessageData,
  key: ConversationKey,
): string | undefined {
  if (group_id === undefined && recipient_id === undefined) return undefined;
  const isOurs = "groupId" in key
    ? group_id === key.groupId
    : [sender_id, recipient_id].includes(key.otherUserId);
  if (isOurs) return undefined;
  return group_id ?? `${sender_id} and ${recipient_id}`;
}

/** Whether a text is whole JSON. */
export function isJson(text: string): boolean {
  return parse(text) !== undefined;
}

/** The failure of a file that is none of ours. */
export function notAHistory(path: string): Failure {
  return new Failure(
    `Cannot go on with ${path}: it holds something else than a history`,
  );
}

function parse(
  text: string,
): Partial<GroupMessageData & DirectMessageData> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return undefined;
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const whole = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
