import {
  type GenericMessage,
  isByGroupMe,
} from "../../resources/messages/generic_message.ts";
import { type JsonObject, toId, toObject } from "../../wire/json.ts";
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
export function systemNoticeOf(
  it: GenericMessage | PushEvent,
  isGenuine?: (notice: Notice) => boolean,
): Notice {
  const message = "channel" in it ? pushedMessage(it) : it.data;
  const { type, data } = toObject(message.event);
  const notice = { type: toId(type), data: toObject(data), message };
  if (!isByGroupMe(message) && !isGenuine?.(notice)) notice.type = "";
  return notice;
}

/**
 * As {@linkcode systemNoticeOf}, and also what GroupMe writes in the name of who
 * made a poll or an event.
 */
export function noticeOf(it: GenericMessage | PushEvent): Notice {
  return systemNoticeOf(it, isAnnouncement);
}

/** The thing that an event is about; empty where it is about none. */
export function subjectOf({ data }: PushEvent): JsonObject {
  return toObject(toObject(data).subject);
}

function pushedMessage(event: PushEvent): JsonObject {
  const isMessage = /^(line|direct_message)\.create$/.test(event.type);
  return isMessage ? subjectOf(event) : {};
}

/** Polls and events are announced by a message of who made them. */
function isAnnouncement({ type, data, message }: Notice): boolean {
  const maker = toId(toObject(data.user).id);
  return /^(?:poll|calendar\.event)\.created$/.test(type) && maker !== "" &&
    maker === (toId(message.sender_id) || toId(message.user_id));
}
