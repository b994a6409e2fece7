import {
  type GenericMessage,
  isByGroupMe,
} from "../../resources/messages/generic_message.ts";
import { type JsonObject, toId, toObject, toText } from "../../wire/json.ts";
import type { PushEvent } from "./events.ts";

/** That something happened, as GroupMe writes it into a conversation. */
export interface Notice {
  /** Such as `group.name_change`. */
  readonly type: string;
  /** The data of its type. */
  readonly data: JsonObject;
  /** The JSON of the message that it came in. */
  readonly message: JsonObject;
}

/**
 * The notice in a message or in a pushed one, where GroupMe wrote it, or its
 * calendar: a person cannot make it.
 */
export function systemNoticeOf(
  it: GenericMessage | PushEvent,
): Notice | undefined {
  const notice = eventIn(it);
  return notice && isByGroupMe(notice.message) ? notice : undefined;
}

/**
 * As {@linkcode systemNoticeOf}, and also what GroupMe writes in the name of who
 * made a poll or an event.
 */
export function noticeOf(it: GenericMessage | PushEvent): Notice | undefined {
  const notice = eventIn(it);
  return notice && (isByGroupMe(notice.message) || isAnnouncement(notice))
    ? notice
    : undefined;
}

/** The thing that an event is about; empty where it is about none. */
export function subjectOf({ data }: PushEvent): JsonObject {
  return toObject(toObject(data).subject);
}

/** The change that a message tells of, whoever wrote it. */
function eventIn(it: GenericMessage | PushEvent): Notice | undefined {
  const message = "channel" in it ? pushedMessage(it) : it.data;
  const { type, data } = toObject(message.event);
  const name = toText(type);
  return name ? { type: name, data: toObject(data), message } : undefined;
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
