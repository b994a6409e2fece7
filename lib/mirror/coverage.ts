import { compareIds } from "../util/ids.ts";

/** Ids that are known to be copied whole: those in `(from, to]`. */
export interface CoverageRange {
  /** The id just before the range, which is not part of it; "0" is the very beginning. */
  readonly from: string;
  /** The newest id of the range. */
  readonly to: string;
  /** Since when the range is known to be whole, in ms since 1970: the start of the run that read it. */
  readonly asOf: number;
}

/** Disjoint ranges of ids that are known to be copied whole, oldest first. */
export type Coverage = readonly CoverageRange[];

/** A stretch of ids `(from, to]`. */
export type IdRange = Pick<CoverageRange, "from" | "to">;

/** The id before every message. */
export const BEGINNING = "0";

/** The id just before `id`. */
export function previousId(id: string): string {
  return String(BigInt(id) - 1n);
}

/** The id just after `id`. */
export function nextId(id: string): string {
  return String(BigInt(id) + 1n);
}

/** The larger of two ids. */
export function maxId(a: string, b: string): string {
  return compareIds(a, b) < 0 ? b : a;
}

/** The smaller of two ids. */
export function minId(a: string, b: string): string {
  return compareIds(a, b) < 0 ? a : b;
}

/** Whether a range holds no id. */
export function isEmptyRange({ from, to }: IdRange): boolean {
  return compareIds(from, to) >= 0;
}

/**
 * The union of a coverage and one more range. Ranges that touch become one,
 * which is as old as its oldest part.
 */
export function addToCoverage(
  coverage: Coverage,
  range: CoverageRange,
): Coverage {
  if (isEmptyRange(range)) return coverage;
  const apart = (it: IdRange, other: IdRange) =>
    compareIds(it.to, other.from) < 0;
  const below = coverage.filter((it) => apart(it, range));
  const above = coverage.filter((it) => apart(range, it));
  const union = coverage.slice(below.length, coverage.length - above.length)
    .reduce((whole, it) => ({
      from: minId(whole.from, it.from),
      to: maxId(whole.to, it.to),
      asOf: Math.min(whole.asOf, it.asOf),
    }), range);
  return [...below, union, ...above];
}

/** A coverage without a range, so that the range is read again. */
export function removeFromCoverage(
  coverage: Coverage,
  range: IdRange,
): Coverage {
  if (isEmptyRange(range)) return coverage;
  return coverage.flatMap((it) =>
    [
      { ...it, to: minId(it.to, range.from) },
      { ...it, from: maxId(it.from, range.to) },
    ].filter((part) => !isEmptyRange(part))
  );
}

/** The parts of `(from, to]` that a coverage lacks, newest first. */
export function missingRanges(
  coverage: Coverage,
  { from, to }: IdRange,
): readonly IdRange[] {
  const missing: IdRange[] = [];
  let top = to;
  for (const range of coverage.toReversed()) {
    const gap = { from: maxId(range.to, from), to: top };
    if (!isEmptyRange(gap)) missing.push(gap);
    top = minId(top, range.from);
  }
  const last = { from, to: top };
  if (!isEmptyRange(last)) missing.push(last);
  return missing;
}

/** The range that holds an id, if one does. */
export function rangeOf(
  coverage: Coverage,
  id: string,
): CoverageRange | undefined {
  return coverage.find(({ from, to }) =>
    compareIds(from, id) < 0 && compareIds(id, to) <= 0
  );
}

/** Whether a coverage holds the whole of a range. */
export function isCovered(coverage: Coverage, range: IdRange): boolean {
  return missingRanges(coverage, range).length === 0;
}
