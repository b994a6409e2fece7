import { assertInteger } from "../../util/validate.ts";

/** The longest text of a message, in characters. */
export const MAX_TEXT = 1_000;

/** Checks how many messages a page is to have: 1 to 200. */
export function pageLimit(limit: number): number {
  return assertInteger(limit, 1, 200, "limit");
}
