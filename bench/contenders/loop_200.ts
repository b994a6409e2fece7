import type { ReadHistory } from "./contender.ts";
import { readInPages } from "./loop.ts";

/** The raw limit with the largest pages that GroupMe gives. */
export const readHistory: ReadHistory = (base, groupId) =>
  readInPages(base, groupId, 200);
