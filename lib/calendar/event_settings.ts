import { assertText, got, invalidArgument } from "../util/validate.ts";
import { toText } from "../wire/json.ts";
import { zonedTime } from "./zoned_time.ts";

/** When an event is: these go together. */
export interface EventTime {
  /** The start, to the second. */
  startAt: Date;
  /** The end, to the second; not before the start. */
  endAt: Date;
  /** The IANA time zone in which it is shown, such as `America/New_York`. */
  timeZone: string;
  /**
   * Whether it lasts whole days.
   *
   * @default {false}
   */
  isAllDay?: boolean | undefined;
}

/** Where an event is. */
export interface CalendarLocation {
  /** Such as `Pier 4`. */
  name: string;
  /** Street and house. */
  address?: string | undefined;
  /** Degrees north, -90 to 90. */
  lat?: number | undefined;
  /** Degrees east, -180 to 180. */
  lng?: number | undefined;
}

/** The settings of an event; those left out stay as they are. */
export interface EventChanges
  extends Partial<{ [Name in keyof EventTime]: EventTime[Name] | undefined }> {
  /** At least one character. */
  name?: string | undefined;
  /** A longer text. */
  description?: string | undefined;
  /** A picture at GroupMe's image service; see `client.images`. */
  imageUrl?: string | undefined;
  /** Where it is. */
  location?: CalendarLocation | undefined;
  /**
   * When to remind, in seconds before the start: at most two of 0, 300, 900,
   * 1800, 3600, 7200, 86400, 172800 and 604800.
   */
  reminders?: readonly number[] | undefined;
  /** Whether a call belongs to it. */
  hasCall?: boolean | undefined;
}

/** The settings of a new event. */
export type NewEvent = EventChanges & EventTime & { name: string };

const REMINDERS_S = [0, 300, 900, 1800, 3600, 7200, 86400, 172800, 604800];

/**
 * Encodes the settings of an event.
 *
 * @param isNew Whether it needs a name and a time.
 * @throws {TypeError} With a part of the time alone, or an empty name, of the place
 * too.
 * @throws {RangeError} When it ends before it starts, with a time zone that is
 * none, or with other reminders than GroupMe has.
 */
export function encodeEvent(event: EventChanges, isNew?: boolean): object {
  const { name, isAllDay, location, reminders = [] } = event;
  if (isNew || name !== undefined) assertText(name, "name");
  if (location) assertText(location.name, "location.name");
  if (
    !Array.isArray(reminders) || reminders.length > 2 ||
    !reminders.every((it) => REMINDERS_S.includes(it))
  ) {
    throw invalidArgument(
      "reminders",
      `it must be at most two of ${REMINDERS_S.join(", ")}${got(reminders)}`,
      RangeError,
    );
  }
  const time = encodeTime(event, isNew);
  return {
    name,
    ...time,
    description: event.description,
    is_all_day: time && !!isAllDay,
    image_url: event.imageUrl,
    location: location && {
      address: location.address,
      name: location.name,
      lat: toText(location.lat),
      lng: toText(location.lng),
    },
    reminders: event.reminders,
    scheduled_call: event.hasCall,
  };
}

/** The time of an event; `undefined` where no part of it is given. */
function encodeTime(
  { startAt, endAt, timeZone, isAllDay }: EventChanges,
  isNew?: boolean,
): object | undefined {
  if (startAt && endAt && timeZone !== undefined) {
    const end_at = zonedTime(endAt, timeZone, "endAt");
    const start_at = zonedTime(startAt, timeZone, "startAt");
    if (endAt >= startAt) return { start_at, end_at, timezone: timeZone };
    throw invalidArgument(
      "endAt",
      `it must not be before startAt${got(end_at)}`,
      RangeError,
    );
  }
  const given = startAt ?? endAt ?? timeZone ?? isAllDay;
  if (!isNew && given === undefined) return;
  throw invalidArgument(
    "startAt",
    "it must be given together with endAt and timeZone",
  );
}
