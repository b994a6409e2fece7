import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import { compareIds, isId } from "../util/ids.ts";
import type { OpenPages } from "./page_loop.ts";

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
    (far, { id }) => isId(id) && isBeyond(direction, id, far) ? id : far,
    cursor,
  );
}

/** Where a chain of pages begins and ends. */
export interface CursorRange {
  /** Only what is beyond this id. */
  start?: string | undefined;
  /** Only what is before this id. */
  until?: string | undefined;
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
  const isBeforeEnd = (id?: string) =>
    !id || !until || isBeyond(direction, until, id);
  return () => {
    let cursor = start;
    const read = (page: readonly T[]) => {
      if (page.length === 0) return undefined;
      const from = cursor;
      const fresh = page.filter(({ id }, at) => {
        // What has no place cannot be told from what was there before.
        if (!isId(id)) return true;
        const isNext = isBeyond(direction, id, cursor);
        if (isNext) cursor = id;
        // In order, as most pages are, each item is beyond those before it.
        const isNews = isNext || isBeyond(direction, id, from) &&
            page.findIndex((item) => item.id === id) === at;
        return isNews && isBeforeEnd(id);
      });
      if (cursor !== from) return fresh;
      throw new StalledPager(
        `Cannot go on from ${
          from ?? "the first page"
        }: the server repeats itself`,
      );
    };
    return {
      next: () =>
        isBeforeEnd(cursor) ? fetch(cursor).pipe(map(read)) : of(undefined),
    };
  };
}
