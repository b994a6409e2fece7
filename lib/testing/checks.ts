import { got, invalidArgument } from "../util/validate.ts";

/**
 * Checks that a number is within its bounds; `Infinity` is one.
 *
 * @throws {RangeError} If it is not.
 */
export function assertNumber(
  value: number | undefined,
  least: number,
  most: number,
  name: string,
): void {
  const isGood = value === undefined ||
    (typeof value === "number" && value >= least && value <= most);
  if (isGood) return;
  const rule = most === Infinity
    ? `of ${least} or more`
    : `from ${least} to ${most}`;
  throw invalidArgument(
    name,
    `it must be a number ${rule}${got(value)}`,
    RangeError,
  );
}

/**
 * Checks that a URL is absolute.
 *
 * @throws {TypeError} If it is not.
 */
export function assertUrl(
  value: string | null | undefined,
  name: string,
): void {
  const isGood = value === undefined || value === null ||
    (typeof value === "string" && URL.canParse(value));
  if (!isGood) {
    throw invalidArgument(name, `it must be a URL${got(value)}`);
  }
}
