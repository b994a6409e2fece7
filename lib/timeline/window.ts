import { compareIds } from "../util/ids.ts";
import { type Draft, putRows } from "./draft.ts";
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
  const newest = [...ids].reduce((a, b) => compareIds(a, b) > 0 ? a : b, "");
  const kept = draft.rows.filter(({ id, content, cameAt }) => {
    const isWithin = (from === "" || compareIds(id, from) >= 0) &&
      (to === undefined || compareIds(id, to) <= 0);
    const isNewer = Math.max(content.asOf, cameAt) > asOf ||
      compareIds(id, newest) > 0;
    return isWithin && (ids.has(id) || isNewer && content.kind === 1);
  });
  putRows(draft, kept);
  draft.from = from;
  draft.to = to;
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
  const top = first === undefined || isMovingAlong
    ? length
    : Math.max(0, placeOf(draft.rows, first) - page);
  const bottom = last === undefined
    ? 0
    : Math.min(length, placeOf(draft.rows, last) + 1 + page);
  const excess = length - size;
  if (grows === "older") {
    const below = cutBelow(draft, Math.min(excess, length - bottom));
    cutAbove(draft, Math.min(excess - below, top));
  } else {
    const above = cutAbove(draft, Math.min(excess, top));
    cutBelow(draft, Math.min(excess - above, length - bottom));
  }
}

function cutAbove<M>(draft: Draft<M>, count: number): number {
  const first = draft.rows[count];
  if (count <= 0 || !first) return 0;
  for (const { id } of draft.rows.slice(0, count)) draft.dirty.add(id);
  putRows(draft, draft.rows.slice(count));
  draft.from = first.id;
  draft.gaps = draft.gaps.filter(({ before }) =>
    compareIds(before, first.id) > 0
  );
  return count;
}

function cutBelow<M>(draft: Draft<M>, count: number): number {
  const end = draft.rows.length - count;
  const last = draft.rows[end - 1];
  if (count <= 0 || !last) return 0;
  for (const { id } of draft.rows.slice(end)) draft.dirty.add(id);
  putRows(draft, draft.rows.slice(0, end));
  draft.to = last.id;
  draft.gaps = draft.gaps.filter(({ before }) =>
    compareIds(before, last.id) <= 0
  );
  return count;
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
