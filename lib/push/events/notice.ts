import type { GenericMessage } from "../../resources/messages/generic_message.ts";
import { isObject, type JsonObject, toId, toText } from "../../wire/json.ts";
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
 * The notice in a message or in a pushed one: of GroupMe's, or of its calendar's.
 * A person cannot make it.
 */
export function systemNoticeOf(
  it: GenericMessage | PushEvent,
): Notice | undefined {
  return readNotice(it, isByGroupMe);
}

/**
 * As {@linkcode systemNoticeOf}, and the notices that GroupMe wrote in the name
 * of who made a poll or an event.
 */
export function noticeOf(it: GenericMessage | PushEvent): Notice | undefined {
  return readNotice(
    it,
    (notice) => isByGroupMe(notice) || isAnnouncement(notice),
  );
}

function readNotice(
  it: GenericMessage | PushEvent,
  isTrusted: (notice: Notice) => boolean,
): Notice | undefined {
  const message = "channel" in it ? pushedMessage(it) : it.data;
  if (!message || !isObject(message.event)) return;
  const { type: name, data } = message.event;
  const type = toText(name);
  if (!type) return;
  const notice = { type, data: isObject(data) ? data : {}, message };
  return isTrusted(notice) ? notice : undefined;
}

/** The thing that an event is about; `undefined` where it is about none. */
export function subjectOf({ data }: PushEvent): JsonObject | undefined {
  const { subject } = isObject(data) ? data : {};
  return isObject(subject) ? subject : undefined;
}

function pushedMessage(event: PushEvent): JsonObject | undefined {
  const { type } = event;
  return type === "line.create" || type === "direct_message.create"
    ? subjectOf(event)
    : undefined;
}

function isByGroupMe({ message: { system, sender_type } }: Notice): boolean {
  return system === true || sender_type === "system" ||
    sender_type === "service";
}

/** Polls and events are announced by a message of who made them. */
function isAnnouncement(
  { type, data: { user }, message: { sender_id, user_id } }: Notice,
): boolean {
  const maker = isObject(user) && toId(user.id);
  return /^(?:poll|calendar\.event)\.created$/.test(type) && !!maker &&
    maker === (toId(sender_id) || toId(user_id));
}
