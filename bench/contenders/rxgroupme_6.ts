import type { ReadHistory } from "./contender.ts";
import { readWith } from "./rxgroupme.ts";

/** This library, reading six ranges at the same time. */
export const readHistory: ReadHistory = (base, groupId) =>
  readWith(base, groupId, { concurrency: 6 });
