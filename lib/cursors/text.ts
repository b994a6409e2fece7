import { invalidArgument } from "../util/validate.ts";

/**
 * Reads the text of a cursor from what a store gave.
 *
 * @param value The value that the store gave.
 * @returns The text, or `undefined` where there is none.
 * @throws {TypeError} When another value is stored there, which a cursor would
 * overwrite.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return undefined;
  throw invalidArgument(
    "cursor",
    `it must be kept as a string, got ${typeof value}`,
  );
}
