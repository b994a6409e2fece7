import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds, isId } from "../util/ids.ts";
import type { Run } from "./page_loop.ts";

/** Items on the largest page that is documented; 200 work at present. */
export const FULL_PAGE = 100;

/** An item whose id can be a cursor. */
export interface Identified {
  /** Decimal, growing with time. */
  readonly id: string;
}

/** The direction of a listing: `before_id` is back in time, `after_id` forth. */
export type Direction = "before_id" | "after_id";

/** Whether `id` is further along than `cursor`. */
function isBeyond(direction: Direction, id: string, cursor?: string): boolean {
  if (cursor === undefined) return true;
  const order = compareIds(id, cursor);
  return direction === "before_id" ? order < 0 : order > 0;
}

/** The id furthest along; a page's order is not relied upon. */
export function furthest(
  direction: Direction,
  items: readonly Identified[],
  cursor?: string,
): string | undefined {
  return items.reduce(
    (far, { id }) => isId(id) && isBeyond(direction, id, far) ? id : far,
    cursor,
  );
}

/** Whether each item of a page is further along than the one before it. */
function isInOrder(
  direction: Direction,
  page: readonly Identified[],
  cursor?: string,
): boolean {
  let before = cursor;
  return page.every(({ id }) => {
    const isNext = id !== "" && isBeyond(direction, id, before);
    before = id;
    return isNext;
  });
}

/** Where a chain of pages begins and ends. */
export interface CursorRange {
  /** Only what is beyond this id. */
  start?: string | undefined;
  /** Only what is before this id. */
  until?: string | undefined;
}

/**
 * The most that two ids of one list differ by: 31 years. GroupMe's ids are the
 * seconds since 1970 and 8 further digits.
 */
const MAX_ID_SPAN = 1e17;

/** The middle one of some ids; of two, the one that leads less far. */
function middleId(
  direction: Direction,
  ids: readonly string[],
  reference?: string,
): string | undefined {
  const all = reference ? [...ids, reference] : [...ids];
  all.sort((a, b) => isBeyond(direction, b, a) ? -1 : a === b ? 0 : 1);
  return all[(all.length - 1) >> 1];
}

/** The ids of items that fit another one, or each other: those that a page can be requested by. */
export function fittingIds(
  items: readonly Identified[],
  reference?: string,
): readonly string[] {
  const known = items.map(({ id }) => id).filter(isId);
  const middle = Number(reference ?? middleId("after_id", known));
  return known.filter((id) => Math.abs(Number(id) - middle) <= MAX_ID_SPAN);
}

/** A chain of pages, which can be led on by items that were read elsewhere. */
export interface CursorRun<T> extends Run<T> {
  /** The id that the next page is requested by. */
  readonly cursor: string | undefined;
  /**
   * Takes what comes next, and gives those of it that are new; nothing for no items.
   *
   * @throws {StalledPager} When it does not lead on.
   */
  readonly read: (page: readonly T[]) => readonly T[] | undefined;
}

/**
 * Pages that are chained by the ids in them, until an empty one. A short page
 * is not the end (GroupMe has them in mid-history). An id that does not fit those
 * beside it is delivered, and no page is requested by it, unless it is all that
 * is left: where the short ids of GroupMe's first years begin, one can be alone.
 *
 * @param fetch Requests the page beyond a cursor, or the first one.
 */
export function cursorPages<T extends Identified>(
  fetch: (cursor: string | undefined) => Observable<readonly T[]>,
  direction: Direction,
  { start, until }: CursorRange = {},
): () => CursorRun<T> {
  const isBeforeEnd = (id?: string) =>
    !id || !until || isBeyond(direction, until, id);
  return () => {
    let cursor = start;
    /** The last id that a page was requested by, of those that were read. */
    let reference: string | undefined;
    /** Ids that fit no others, and were delivered. */
    const misfits = new Set<string>();
    const read = (page: readonly T[]) => {
      if (page.length === 0) return undefined;
      const before = cursor;
      const last = page.at(-1)?.id ?? "";
      // As most pages are: in order, and the ids at its ends tell of those between.
      if (
        misfits.size === 0 && isId(last) && isBeforeEnd(last) &&
        Math.abs(Number(cursor ?? page[0]?.id) - Number(last)) <=
          MAX_ID_SPAN &&
        isInOrder(direction, page, cursor)
      ) {
        reference = cursor = last;
        return page;
      }
      const ids = page.map(({ id }) => isId(id) ? id : undefined);
      const known = ids.filter((id) => id !== undefined);
      // One that is alone fits: the server says that nothing lies between.
      const middle = Number(
        middleId(direction, known, known[1] && reference),
      );
      const fresh = page.filter((_, at) => {
        const id = ids[at];
        // Without an id it cannot be told from those that came before.
        if (id === undefined) return true;
        if (Math.abs(Number(id) - middle) > MAX_ID_SPAN) {
          const isNew = !misfits.has(id);
          misfits.add(id);
          return isNew;
        }
        if (isBeyond(direction, id, cursor)) cursor = id;
        // Those of the next page may fit it that did not fit the one before.
        return isBeyond(direction, id, before) && !misfits.has(id) &&
          ids.indexOf(id) === at && isBeforeEnd(id);
      });
      reference = cursor;
      if (cursor !== before) return fresh;
      throw new StalledPager(
        `Cannot go on from ${
          before ?? "the first page"
        }: the server repeats itself`,
      );
    };
    return {
      get cursor() {
        return cursor;
      },
      read,
      next: () =>
        isBeforeEnd(cursor) ? fetch(cursor).pipe(map(read)) : of(undefined),
    };
  };
}
