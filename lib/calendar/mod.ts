/**
 * The calendar of a group, a topic or a chat: its events, who goes, and what
 * the stream says of both.
 *
 * @example Plan an event
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { calendar } from "@rxgroupme/client/calendar";
 *
 * const client = Client.fromToken("...");
 * calendar(client, "1234").create({
 *   name: "Night count",
 *   startAt: new Date("2030-08-08T20:00:00-04:00"),
 *   endAt: new Date("2030-08-08T22:00:00-04:00"),
 *   timeZone: "America/New_York",
 *   reminders: [3600],
 * }).subscribe(({ shareUrl }) => console.log(shareUrl));
 * ```
 *
 * @module
 */

export {
  Calendar,
  calendar,
  type CalendarListOptions,
  type CancelOptions,
} from "./calendar.ts";
export { type CalendarChange, calendarChanges } from "./calendar_changes.ts";
export { CalendarEvent, type EventLocation } from "./calendar_event.ts";
export type {
  CalendarEventData,
  CalendarLocationData,
} from "./calendar_event_data.ts";
export type {
  CalendarLocation,
  EventChanges,
  EventTime,
  NewEvent,
} from "./event_settings.ts";
export { rsvp } from "./rsvp.ts";
export type { Conversation } from "../resources/conversation.ts";
