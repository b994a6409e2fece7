import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds } from "../ids.ts";
import type { OpenPages } from "./pull.ts";

/** Items on the largest page that is documented; 200 work at present. */
export const FULL_PAGE = 100;

/** What a cursor can be made of. */
export interface Identified {
  /** Decimal, growing with time. */
  readonly id: string;
}

/** Which way a listing goes: `before_id` is back in time, `after_id` forth. */
export type Direction = "before_id" | "after_id";

/** Is `id` further along than `cursor`? */
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
    (far, { id }) => id && isBeyond(direction, id, far) ? id : far,
    cursor,
  );
}

/** Is each item beyond the one before? Then all of them are news. */
function isInOrder(
  direction: Direction,
  items: readonly Identified[],
  cursor?: string,
): boolean {
  let last = cursor;
  return items.every(({ id }) => {
    const isNext = id !== "" && isBeyond(direction, id, last);
    last = id;
    return isNext;
  });
}

/** Finds what is beyond the cursor, each of it once. */
function isNews(
  direction: Direction,
  cursor?: string,
): (item: Identified) => boolean {
  const known = new Set<string>();
  return ({ id }) => {
    if (!id) return true;
    const fresh = isBeyond(direction, id, cursor) && !known.has(id);
    known.add(id);
    return fresh;
  };
}

/** Where a chain of pages begins and ends. */
export interface CursorRange {
  /** Only what is beyond this id. */
  start?: string;
  /** Only what is before this id. */
  until?: string;
}

/**
 * Pages that are chained by the ids in them, until an empty one. A short page
 * is not the end (GroupMe has them in mid-history).
 *
 * @param fetch Asks for the page beyond a cursor, or for the first one.
 */
export function cursorPages<T extends Identified>(
  fetch: (cursor: string | undefined) => Observable<readonly T[]>,
  direction: Direction,
  { start, until }: CursorRange = {},
): OpenPages<T> {
  return () => {
    let cursor = start;
    const next = () =>
      fetch(cursor).pipe(map((page) => {
        if (page.length === 0) return undefined;
        const from = cursor;
        cursor = furthest(direction, page, from);
        if (cursor === from) {
          throw new StalledPager(
            `Cannot go on${from ? ` beyond ${from}` : ""}: ` +
              "the server gave no message further on",
          );
        }
        return isInOrder(direction, page, from)
          ? page
          : page.filter(isNews(direction, from));
      }));
    if (until === undefined) return { next };
    const isBefore = (item: T) => isBeyond(direction, until, item.id);
    const isOver = () => cursor && !isBeyond(direction, until, cursor);
    return {
      next: () =>
        isOver()
          ? of(undefined)
          : next().pipe(map((page) => page?.filter(isBefore))),
    };
  };
}
