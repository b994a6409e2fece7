import { compareIds, isId } from "../util/ids.ts";
import {
  BEGINNING,
  type IdRange,
  isEmptyRange,
  minId,
  previousId,
} from "./coverage.ts";

/** Where a page begins: at most one of them, and the newest page with none. */
export interface PageAnchor {
  /** The page next to this id, of older messages. */
  readonly beforeId?: string | undefined;
  /** The page next to this id, of newer messages. */
  readonly afterId?: string | undefined;
}

/** Digits of an id made of time: ten of seconds, eight of their fraction. */
const FRACTION_DIGITS = 8;

/**
 * The stretch of ids of which a page is known to hold every message:
 *
 * - `before_id=x` answered with m..n proves `[m, x)`, an empty answer `[0, x)`;
 * - `after_id=x` proves `(x, n]`, an empty answer `(x, cutoff]`;
 * - the page without an anchor proves `[m, n]`, an empty one the whole.
 *
 * A short page proves no more than a full one. Nothing above the cutoff is
 * proven, since messages may still appear there.
 *
 * @param ids The ids of the page, in any order.
 * @param cutoff The newest id below which no message can appear any more.
 * @returns Nothing where the page does not fit its anchor: the server ignored it.
 */
export function provenRange(
  { beforeId, afterId }: PageAnchor,
  ids: readonly string[],
  cutoff: string,
): IdRange | undefined {
  if (!fitsAnchor({ beforeId, afterId }, ids)) return undefined;
  const sorted = comparableIds(ids).toSorted(compareIds);
  const oldest = sorted[0];
  const newest = sorted.at(-1);
  // Ids without a place in the order prove nothing.
  if (ids.length > 0 && !oldest) return undefined;
  const from = afterId ?? (oldest ? previousId(oldest) : BEGINNING);
  const to = beforeId ? previousId(beforeId) : newest ?? cutoff;
  const range = { from, to: minId(to, cutoff) };
  return isEmptyRange(range) ? undefined : range;
}

/** Whether a page holds nothing but ids beyond its anchor, in its order. */
function fitsAnchor(
  { beforeId, afterId }: PageAnchor,
  ids: readonly string[],
): boolean {
  const known = comparableIds(ids);
  if (beforeId) return known.every((id) => compareIds(id, beforeId) < 0);
  if (!afterId) return true;
  // A server that ignores the anchor gives its newest page, newest first.
  const [first, second] = known;
  return known.every((id) => compareIds(id, afterId) > 0) &&
    !(first && second && compareIds(first, second) > 0);
}

/**
 * The ids that can be compared with their neighbours: decimal, and as long as
 * most of the page. One malformed id must not prove years of history.
 */
export function comparableIds(ids: readonly string[]): readonly string[] {
  const decimal = ids.filter(isId);
  const counts = new Map<number, number>();
  for (const { length } of decimal) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const usual = Math.max(...counts.values());
  // Histories of small ids, as test servers make, grow in length.
  const isSmall = decimal.every(({ length }) => length <= FRACTION_DIGITS);
  return isSmall
    ? decimal
    : decimal.filter(({ length }) => counts.get(length) === usual);
}
