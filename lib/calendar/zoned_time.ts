import { dateFormat } from "../util/time_zone.ts";
import { got, invalidArgument, validDate } from "../util/validate.ts";

/**
 * A moment as the local time of a time zone, in whole seconds, with the offset
 * of that moment: `2025-08-08T20:00:00-04:00`.
 *
 * @param name The name of the argument that the date is.
 * @throws {TypeError} When it is not a valid `Date`.
 * @throws {RangeError} When its year has not four digits, or the time zone is
 * none.
 */
export function zonedTime(date: Date, timeZone: string, name: string): string {
  validDate(date, name);
  const format = dateFormat(timeZone, { timeZoneName: "longOffset" });
  // In whole minutes: offsets before 1900 have more.
  const [offset = "+00:00"] = /[+-]\d\d:\d\d/.exec(format.format(date)) ?? [];
  const behind = Date.parse(`1970-01-01T00:00${offset}`);
  const local = new Date(+date - behind).toJSON();
  // Beyond the years 0 to 9999 it has a sign and six digits.
  if (local?.length === 24) return local.slice(0, 19) + offset;
  throw invalidArgument(
    name,
    `it must have a year of four digits${got(date)}`,
    RangeError,
  );
}
