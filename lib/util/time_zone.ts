import { got, invalidArgument } from "./validate.ts";

/**
 * Does something with the option `timeZone` that the platform refuses where it
 * knows no such zone, by an error that does not name the option.
 *
 * @throws {RangeError} Then.
 */
export function withTimeZone<T>(timeZone: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw invalidArgument(
      "timeZone",
      `it must be an IANA time zone${got(timeZone)}`,
      RangeError,
    );
  }
}
