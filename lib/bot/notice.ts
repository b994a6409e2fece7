import { isObject, toId, toObject, toText } from "../wire/json.ts";
import type { JsonObject } from "../wire/json.ts";
import type { NoticeData, NoticeType } from "./notice_data.ts";

/** The part of a message that holds a notice. */
export interface Noticeable {
  /** The change of a notice; not an object in other messages. */
  readonly event: unknown;
}

/** The type of a notice: a known one, or any other text. */
export type AnyNoticeType = NoticeType | (string & Record<never, never>);

/**
 * A notice: GroupMe's word of a change, with the data of its type. All fields
 * may be missing, and ids are texts, though GroupMe sends some as numbers.
 */
export type Notice<T extends AnyNoticeType, M> = T extends unknown ? {
    /** The type, such as `membership.announce.added`. */
    readonly type: T;
    /** The data of the type. */
    readonly data: T extends NoticeType ? NoticeData[T]
      : { readonly [field: string]: unknown };
    /** The message that holds the notice. */
    readonly message: M;
  }
  : never;

/**
 * Reads the notice in a message; nothing in it makes it fail.
 *
 * @returns The notice; `undefined` where the message is none.
 */
export function noticeOf<M extends Noticeable>(
  message: M,
): Notice<AnyNoticeType, M> | undefined {
  const { event } = message;
  const { type, data } = toObject(event);
  const name = toText(type);
  if (!name) return undefined;
  const read = withIds(toObject(data)) as JsonObject;
  return { type: name, data: read, message };
}

/** The fields that hold an id, or a list of them. */
const ID = /(?:^|_)ids?$/;

/** The same JSON with texts for numeric ids. */
function withIds(value: unknown, isId?: boolean): unknown {
  if (Array.isArray(value)) return value.map((it) => withIds(it, isId));
  if (!isObject(value)) return isId && value !== null ? idOf(value) : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [key, withIds(it, ID.test(key))]),
  );
}

function idOf(value: unknown): unknown {
  return typeof value === "number" ? toId(value) : value;
}
