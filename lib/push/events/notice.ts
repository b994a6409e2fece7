import {
  type GenericMessage,
  isByGroupMe,
} from "../../resources/messages/generic_message.ts";
import {
  type JsonObject,
  toId,
  toKnownIds,
  toObject,
} from "../../wire/json.ts";
import type { PushEvent } from "./events.ts";

/** That something happened, as GroupMe writes it into a conversation. */
export interface Notice {
  /** Such as `group.name_change`; `""` where nothing is told. */
  readonly type: string;
  /** The data of its type. */
  readonly data: JsonObject;
  /** The JSON of the message that it came in. */
  readonly message: JsonObject;
}

/**
 * The notice in a message or in a pushed one, where GroupMe wrote it, or its
 * calendar: a person cannot make it.
 *
 * @param isGenuine Whether one of somebody else's is a notice all the same.
 */
export function noticeOf(
  it: GenericMessage | PushEvent,
  isGenuine?: (notice: Notice) => boolean,
): Notice {
  // Other events are about a message that was told before.
  const message = !("channel" in it)
    ? it.data
    : it.type.endsWith(".create")
    ? subjectOf(it)
    : {};
  const { type, data } = toObject(message.event);
  const notice = { type: toId(type), data: toObject(data), message };
  if (!isByGroupMe(message) && !isGenuine?.(notice)) notice.type = "";
  return notice;
}

/** The thing that an event is about; empty where it is about none. */
export function subjectOf({ data }: PushEvent): JsonObject {
  return toObject(toObject(data).subject);
}

/**
 * Whether it is what GroupMe writes in the name of who made a poll or an event,
 * to announce it.
 */
export function isAnnouncement({ type, data, message }: Notice): boolean {
  const maker = toId(toObject(data.user).id);
  const authors = toKnownIds([message.sender_id, message.user_id]);
  return type.endsWith(".created") && authors.includes(maker);
}
