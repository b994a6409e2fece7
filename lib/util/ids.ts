import { got, invalidArgument, validDate } from "./validate.ts";

/**
 * Orders two ids of GroupMe by time: they are decimal numbers beyond 2^53, so
 * the longer one is the larger, and among equals the text decides.
 */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * The lowest id that a message of a moment can have: where a listing from that
 * moment on, or back from it, starts. GroupMe's ids are the seconds since 1970
 * and 8 digits of their fraction. It need not be the id of a message; whether
 * GroupMe takes such an id is not documented.
 *
 * @throws {TypeError} When it is not a valid `Date`.
 * @throws {RangeError} When it is before 1970.
 */
export function idOfTime(date: Date): string {
  const ms = +validDate(date, "date");
  if (ms < 0) {
    throw invalidArgument(
      "date",
      `it must not be before 1970${got(date.toJSON())}`,
      RangeError,
    );
  }
  const fraction = `${ms % 1000}`.padStart(3, "0").padEnd(8, "0");
  // As a number it would be beyond what a number holds.
  return `${Math.floor(ms / 1000)}${fraction}`.replace(/^0+(?=.)/, "");
}

/** Whether it is an id that {@linkcode compareIds} can order. */
export function isId(id: string): boolean {
  return /^[1-9]\d*$/.test(id);
}

/** The id of the conversation of two users: the smaller id comes first. */
export function conversationIdOf(userId: string, otherUserId: string): string {
  return [userId, otherUserId].sort(compareIds).join("+");
}
