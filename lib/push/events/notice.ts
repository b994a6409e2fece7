import type { GenericMessage } from "../../resources/messages/generic_message.ts";
import { isObject, type JsonObject, toText } from "../../wire/json.ts";
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
 * The notice in a message or in a pushed one. Only what GroupMe wrote, or its
 * calendar, is one: a person cannot make it.
 */
export function noticeOf(it: GenericMessage | PushEvent): Notice | undefined {
  const message = "channel" in it ? pushedMessage(it) : it.data;
  if (!message || !isByGroupMe(message) || !isObject(message.event)) return;
  const { type, data } = message.event;
  const kind = toText(type);
  return kind
    ? { type: kind, data: isObject(data) ? data : {}, message }
    : undefined;
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

function isByGroupMe({ system, sender_type }: JsonObject): boolean {
  return system === true || sender_type === "system" ||
    sender_type === "service";
}
