import { dateFormat } from "../util/time_zone.ts";

/**
 * Tells days apart, in a time zone.
 *
 * @throws {RangeError} When there is no such time zone.
 */
export function calendar(timeZone = "UTC"): (ms: number) => number | string {
  if (timeZone === "UTC") return (ms) => Math.floor(ms / 86_400_000);
  const format = dateFormat(timeZone);
  return (ms) => Math.abs(ms) <= 8.64e15 ? format.format(ms) : "";
}
