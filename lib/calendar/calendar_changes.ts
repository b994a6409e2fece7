import type { OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { isAnnouncement, type Notice } from "../push/events/notice.ts";
import { noticeChanges } from "../push/events/notice_changes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import {
  type JsonObject,
  toFinite,
  toId,
  toKnownIds,
  toObject,
  toObjects,
  toText,
} from "../wire/json.ts";

/** Something happened to an event of a calendar. */
export interface CalendarChange {
  /** The kind; the last three are the answer of the user `by`. */
  readonly type:
    | "created"
    | "updated"
    | "cancelled"
    | "starting"
    | "going"
    | "notGoing"
    | "undecided";
  /** The event's id; `""` where the notice does not tell, as some of a start. */
  readonly eventId: string;
  /** The event's name. */
  readonly name?: string;
  /** User id of who did it; `""` of a start. */
  readonly by: string;
  /** Of an update, what has changed, such as `calendar.event.field.name`. */
  readonly fields?: readonly string[];
  /** Of a start, the minutes until then; 0 is now. */
  readonly minutes?: number;
}

/**
 * The changes of calendars that a stream of messages or of push events tells
 * of, by GroupMe's notices, each once where a tail and `push(client).events()`
 * are merged: the ids of the last 1,000 such notices are remembered. Completes
 * and errors as its source.
 *
 * @example Show who goes
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { calendarChanges } from "@rxgroupme/client/calendar";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(calendarChanges())
 *   .subscribe(({ type, name, by }) => console.log(`${name}: ${by} ${type}`));
 * ```
 */
export function calendarChanges(): OperatorFunction<
  GenericMessage | PushEvent,
  CalendarChange
> {
  return noticeChanges(calendarChangeOf, isAnnouncement);
}

const NOTICE =
  /^calendar\.event\.(?:user\.)?(created|updated|cancelled|starting|going|not_going|undecided)$/;

function calendarChangeOf(
  { type: kind, data, message }: Notice,
): CalendarChange | undefined {
  const type = NOTICE.exec(kind)?.[1]?.replace("not_going", "notGoing");
  if (!type) return;
  const event = toObject(data.event);
  // A start names the event alone; its id is in what is attached, if anywhere.
  const attached = toObjects<JsonObject>(message.attachments)
    .find(({ type }) => type === "event");
  const name = toText(event.name ?? data.event_name);
  const fields = toKnownIds(data.updated_fields);
  const minutes = toFinite(data.minutes);
  return {
    type: type as CalendarChange["type"],
    eventId: toId(event.id) || toId(attached?.event_id),
    ...name && { name },
    by: toId(toObject(data.user).id),
    ...fields.length > 0 && { fields },
    ...minutes !== undefined && { minutes },
  };
}
