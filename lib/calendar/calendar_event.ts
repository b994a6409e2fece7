import type { Observable } from "rxjs";
import { ManagedResource } from "../resource.ts";
import {
  isObject,
  toFinite,
  toId,
  toKnownIds,
  toText,
  toTime,
  toWire,
} from "../wire/json.ts";
import type { Calendar, CancelOptions } from "./calendar.ts";
import type { CalendarEventData } from "./calendar_event_data.ts";
import type { EventChanges } from "./event_settings.ts";

/** Where an event is, as far as GroupMe tells. */
export interface EventLocation {
  /** Such as `Pier 4`. */
  readonly name?: string | undefined;
  /** Street and house. */
  readonly address?: string | undefined;
  /** Degrees north. */
  readonly lat?: number | undefined;
  /** Degrees east. */
  readonly lng?: number | undefined;
}

/**
 * An event of a calendar. Immutable: `update()` and `rsvp()` emit a new one.
 */
export class CalendarEvent
  extends ManagedResource<CalendarEventData, Calendar> {
  /** When it starts. */
  readonly startAt: Date | undefined = toTime(this.data.start_at);
  /** When it ends. */
  readonly endAt: Date | undefined = toTime(this.data.end_at);
  /** When it was made. */
  readonly createdAt: Date | undefined = toTime(this.data.created_at);
  /** When it was last changed. */
  readonly updatedAt: Date | undefined = toTime(this.data.updated_at);
  /** Where it is. */
  readonly location: EventLocation | undefined = toLocation(
    this.data.location,
  );
  /** When it reminds, in seconds before the start. */
  readonly reminders: readonly number[] = toKnownIds(this.data.reminders)
    .map(Number).filter((it) => it >= 0);
  /** User ids of those who go. */
  readonly going: readonly string[] = toKnownIds(this.data.going);
  /** User ids of those who do not go. */
  readonly notGoing: readonly string[] = toKnownIds(this.data.not_going);
  /** User ids of those who may come, which the API gives no way to say. */
  readonly maybeGoing: readonly string[] = toKnownIds(this.data.maybe_going);
  /** User ids of those who wait for a place. */
  readonly waitlisted: readonly string[] = toKnownIds(this.data.waitlisted);

  /** Its id; `""` where GroupMe sent none. */
  readonly id: string = toId(this.data.event_id);

  /** The id of its conversation: a group's, a topic's, or `lower+higher`. */
  readonly conversationId: string = toId(this.data.conversation_id);

  /** Its name. */
  readonly name: string | undefined = toText(this.data.name);

  /** Its description. */
  readonly description: string | undefined = toText(this.data.description);

  /** Its picture. */
  readonly imageUrl: string | undefined = toText(this.data.image_url) ||
    undefined;

  /** The time zone in which it is shown, such as `America/New_York`. */
  readonly timeZone: string | undefined = toText(this.data.timezone);

  /** Whether it lasts whole days. */
  readonly isAllDay: boolean = this.data.is_all_day === true;

  /** User id of who made it. */
  readonly creatorId: string = toId(this.data.creator_id);

  /** The link to it, for those outside. */
  readonly shareUrl: string | undefined = toText(this.data.share_url);

  /** The secret part of the link. */
  readonly shareToken: string | undefined = toText(this.data.share_token) ||
    this.shareUrl?.split("/").at(-1);

  /** Whether it was cancelled: GroupMe lists such events no more. */
  readonly isCancelled: boolean = !!this.data.deleted_at;

  /** The answer of a user; `undefined` where there is none. */
  rsvpOf(
    userId: string,
  ): "going" | "notGoing" | "maybe" | "waitlisted" | undefined {
    if (this.going.includes(userId)) return "going";
    if (this.notGoing.includes(userId)) return "notGoing";
    if (this.maybeGoing.includes(userId)) return "maybe";
    return this.waitlisted.includes(userId) ? "waitlisted" : undefined;
  }

  /** Answers whether you go; see {@linkcode Calendar.rsvp}. */
  rsvp(going: boolean | undefined): Observable<CalendarEvent> {
    return this.manager.rsvp(this.id, going);
  }

  /** Changes what is given; see {@linkcode Calendar.update}. */
  update(changes: EventChanges): Observable<CalendarEvent> {
    return this.manager.update(this.id, changes);
  }

  /** Cancels the event for everyone; see {@linkcode Calendar.cancel}. */
  cancel(options?: CancelOptions): Observable<true> {
    return this.manager.cancel(this.id, options);
  }
}

/** The place of an event; its degrees come as numbers, and as text. */
function toLocation(place: unknown): EventLocation | undefined {
  if (!isObject(place)) return;
  // Without the fields that it does not tell.
  return toWire({
    name: toText(place.name),
    address: toText(place.address),
    lat: toFinite(place.lat),
    lng: toFinite(place.lng),
  });
}
