import { invalidArgument } from "../util/validate.ts";

/**
 * What a place keeps, as a cursor reads it.
 *
 * @param value What the place gave.
 * @returns The text, or `undefined` where there is none.
 * @throws {TypeError} When something else is kept there, which a cursor would
 * destroy.
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return undefined;
  throw invalidArgument(
    "cursor",
    `it must be kept as a string, got ${typeof value}`,
  );
}
