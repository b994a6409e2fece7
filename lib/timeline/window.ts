import { compareIds } from "../util/ids.ts";
import { type Draft, isWithin } from "./draft.ts";
import type { Span } from "./inputs.ts";
import { placeOf } from "./sorted.ts";
import type { Gap } from "./state.ts";

/**
 * Sets the window to a page alone. Rows that are in both stay the same; one that
 * the page lacks goes, unless it came after the page was asked for.
 */
export function resetWindow<M>(
  draft: Draft<M>,
  { from, to }: Span,
  ids: ReadonlySet<string>,
  asOf: number,
): void {
  draft.from = from;
  draft.to = to;
  const newest = [...ids].reduce((a, b) => compareIds(a, b) > 0 ? a : b, "");
  const kept = draft.rows.filter(({ id, content, cameAt }) => {
    const isNewer = Math.max(content.asOf, cameAt) > asOf ||
      compareIds(id, newest) > 0;
    return isWithin(draft, id) &&
      (ids.has(id) || isNewer && content.kind === 1);
  });
  draft.rows = kept;
  draft.gaps = [];
  if (to === undefined) draft.unseen = [];
  draft.isWhole = true;
}

/** Moves one end of the window. */
export function growWindow<M>(
  draft: Draft<M>,
  grows: "older" | "newer",
  { from, to }: Span,
): void {
  draft.timeline[grows] = { state: "more", unseen: 0 };
  if (grows === "older") {
    if (draft.from === undefined) draft.to = to;
    draft.from = from;
    return;
  }
  draft.from ??= from;
  draft.to = to;
  draft.unseen = to === undefined
    ? []
    : draft.unseen.filter(({ id }) => compareIds(id, to) > 0);
}

/**
 * Takes out rows beyond the size of the window: first at the end that does not
 * grow, and none within a page of those that are on the screen. Whoever is at
 * the live end moves along with it: what is on the screen then may go.
 *
 * @param grows Where a page was loaded; `undefined` for messages that came live.
 */
export function evict<M>(draft: Draft<M>, grows?: "older" | "newer"): void {
  const { config: { size, page }, visible: { first, last, isAtEnd } } = draft;
  const { length } = draft.rows;
  if (length <= size) return;
  const isMovingAlong = !grows && isAtEnd && draft.to === undefined;
  const spareAbove = first === undefined || isMovingAlong
    ? length
    : Math.max(0, placeOf(draft.rows, first) - page);
  const spareBelow = last === undefined
    ? length
    : Math.max(0, length - placeOf(draft.rows, last) - 1 - page);
  const excess = length - size;
  const wanted = grows === "older" ? Math.max(0, excess - spareBelow) : excess;
  const above = Math.min(wanted, spareAbove);
  const below = Math.min(excess - above, spareBelow);
  cut(draft, above, length - below);
}

/** Keeps the rows from one place up to, and without, another. */
function cut<M>(draft: Draft<M>, start: number, end: number): void {
  const { rows } = draft;
  const [first, last] = [rows[start]?.id, rows[end - 1]?.id];
  if (first === undefined || last === undefined) return;
  const isCutAbove = start > 0;
  const isCutBelow = end < rows.length;
  if (isCutAbove) draft.from = first;
  if (isCutBelow) draft.to = last;
  draft.gaps = draft.gaps.filter(({ before }) =>
    !(isCutAbove && compareIds(before, first) <= 0) &&
    !(isCutBelow && compareIds(before, last) > 0)
  );
  for (const { id } of rows.slice(0, start)) draft.dirty.add(id);
  for (const { id } of rows.slice(end)) draft.dirty.add(id);
  draft.rows = rows.slice(start, end);
}

/** The gaps that are left once every message of a span is there. */
export function fillGaps(gaps: readonly Gap[], span: Span): readonly Gap[] {
  const { from, to } = span;
  return gaps.flatMap((gap) => {
    const { after, before } = gap;
    const isToEnd = to === undefined || compareIds(to, before) >= 0;
    if (compareIds(from, after) <= 0) {
      if (isToEnd) return [];
      return compareIds(to, after) > 0 ? [{ ...gap, after: to }] : [gap];
    }
    return isToEnd && compareIds(from, before) < 0
      ? [{ ...gap, before: from }]
      : [gap];
  });
}
