import { compareIds } from "../util/ids.ts";

/** Anything that stands in the order of ids. */
export interface Identified {
  /** Decimal, growing with time. */
  readonly id?: string;
}

/** The first place from `0` to `length` whose id is not before `id`. */
export function placeOf(
  sorted: readonly Identified[],
  id: string,
  length: number = sorted.length,
): number {
  let low = 0;
  // Most of what comes is newest.
  if (length > 0 && compareIds(sorted[length - 1]?.id ?? "", id) < 0) {
    return length;
  }
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds(sorted[middle]?.id ?? "", id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of `id` in `sorted`; -1 if it is not there. */
export function indexOf(
  sorted: readonly Identified[],
  id: string,
  length: number = sorted.length,
): number {
  const at = placeOf(sorted, id, length);
  return at < length && sorted[at]?.id === id ? at : -1;
}

/** The rows that a call is given one by one at most. */
const MAX_ARGUMENTS = 10_000;

/** Joins two sorted lists without common ids. */
export function merge<T extends Identified>(
  a: readonly T[],
  b: readonly T[],
): T[] {
  const [first] = b;
  const place = first?.id === undefined ? a.length : placeOf(a, first.id);
  const next = a[place];
  // Nearly always one is wholly before the other.
  const isBetween = next === undefined ||
    compareIds(next.id ?? "", b[b.length - 1]?.id ?? "") > 0;
  // Of all ways to make a longer list the fastest; but as arguments, of which
  // there must not be too many.
  return isBetween && b.length <= MAX_ARGUMENTS
    ? a.toSpliced(place, 0, ...b)
    : [...a, ...b].sort((x, y) => compareIds(x.id ?? "", y.id ?? ""));
}
