import { asFields, asList, asText, type Fields } from "../server/body.ts";
import { validDate } from "../../util/validate.ts";
import type { EventLocation, EventProfile } from "./calendar_event.ts";
import type { EventOptions } from "./handle_options.ts";

const REMINDER_SECONDS = [0, 300, 900, 1800, 3600, 7200, 86400, 172800, 604800];

/** The default settings of a calendar event. */
export const PLAIN_EVENT: EventProfile = {
  name: "",
  description: "",
  imageUrl: null,
  location: null,
  startAt: "",
  endAt: "",
  timeZone: "",
  isAllDay: false,
  reminders: [],
  hasCall: false,
};

/** Reads the settings of a calendar event from a request. */
export function readEvent(fields: Fields): Partial<EventProfile> {
  const profile: Partial<EventProfile> = {};
  const set = <Key extends keyof EventProfile>(
    name: string,
    key: Key,
    read: (value: unknown) => EventProfile[Key],
  ) => {
    if (Object.hasOwn(fields, name)) profile[key] = read(fields[name]);
  };
  const text = (value: unknown) => asText(value) ?? "";
  set("name", "name", text);
  set("description", "description", text);
  set("image_url", "imageUrl", (value) => asText(value) ?? null);
  set("location", "location", readLocation);
  set("start_at", "startAt", text);
  set("end_at", "endAt", text);
  set("timezone", "timeZone", text);
  set("is_all_day", "isAllDay", Boolean);
  set("reminders", "reminders", (value) => asList(value).map(Number));
  set("scheduled_call", "hasCall", Boolean);
  return profile;
}

/**
 * The settings that a handle is given.
 *
 * @throws {TypeError} If a time is not a valid `Date`.
 */
export function profileOf(
  { name, description, reminders, startAt, endAt }: Partial<EventOptions>,
): Partial<EventProfile> {
  return {
    ...name !== undefined && { name },
    ...description !== undefined && { description },
    ...reminders !== undefined && { reminders },
    ...startAt !== undefined && { startAt: utc(startAt, "startAt") },
    ...endAt !== undefined && { endAt: utc(endAt, "endAt") },
  };
}

function utc(date: Date, name: string): string {
  return validDate(date, name).toISOString().replace(/\.\d+Z$/, "+00:00");
}

/** The error of settings that are not valid, if they are not. */
export function eventError(
  { name, startAt, endAt, timeZone, reminders }: EventProfile,
): string | undefined {
  if (name.trim() === "") return "name is required";
  if (timeZone === "") return "timezone is required";
  const [start, end] = [Date.parse(startAt), Date.parse(endAt)];
  if (Number.isNaN(start)) return "start_at is invalid";
  if (!(end >= start)) return "end_at is invalid";
  const isKnown = reminders.every((it) => REMINDER_SECONDS.includes(it));
  return isKnown && reminders.length <= 2 ? undefined : "reminders are invalid";
}

/** The error of changes that name a part of the time alone, if they do. */
export function timeError(fields: Fields): string | undefined {
  const names = ["start_at", "end_at", "timezone", "is_all_day"];
  const given = names.filter((name) => Object.hasOwn(fields, name));
  const missing = names.find((name) => !given.includes(name));
  return given.length > 0 && missing ? `${missing} is required` : undefined;
}

function readLocation(value: unknown): EventLocation | null {
  const { name, address, lat, lng } = asFields(value);
  const degrees = (text: unknown) => asText(text) ? Number(text) : null;
  if (asText(name) === undefined) return null;
  return {
    name: asText(name) ?? "",
    address: asText(address) ?? "",
    lat: degrees(lat),
    lng: degrees(lng),
  };
}
