import { got, invalidArgument } from "./validate.ts";

/**
 * Makes the format of dates in a time zone. The platform's own error, where it
 * knows no such zone, names no option.
 *
 * @throws {RangeError} Then.
 */
export function dateFormat(
  timeZone: string,
  options?: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-CA", { timeZone, ...options });
  } catch {
    throw invalidArgument(
      "timeZone",
      `it must be an IANA time zone${got(timeZone)}`,
      RangeError,
    );
  }
}
