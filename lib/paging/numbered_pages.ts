import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import type { OpenPages } from "./page_loop.ts";

/** Pages in a row that may bring nothing new. */
const MAX_STALE_PAGES = 3;

/**
 * Pages that are requested by number, of a list that is ordered by activity
 * and so shifts while it is read. Items are delivered once; and since one may
 * slip over a page border that was already passed, a list of several pages is
 * read again until a whole round brings nothing new and misses nothing.
 *
 * @param fetch Requests a page, counted from 1.
 * @param idOf The id of an item; `""` where it has none. Such items are told
 * apart by their JSON, and equal ones by their number.
 * @param perPage How many items a full page has.
 */
export function numberedPages<T>(
  fetch: (page: number) => Observable<readonly T[]>,
  idOf: (item: T) => string,
  perPage: number,
): OpenPages<T> {
  return () => {
    /** In which round each item was seen last. */
    const seen = new Map<string, number>();
    /** How many items without an id, by their JSON, this round has had. */
    let unnamed = new Map<string, number>();
    let round = 1;
    let knownBefore = 0;
    let number = 1;
    let stale = 0;
    let isWhole = false;
    let isOver = false;
    const read = (page: readonly T[]) => {
      if (page.length === 0) {
        // A round that misses what the one before had may have missed more.
        const isStable = ![...seen.values()].includes(round - 1);
        isOver = isWhole || isStable && seen.size === knownBefore;
        knownBefore = seen.size;
        round += 1;
        unnamed = new Map();
        number = 1;
        return [];
      }
      // A list that does not fill its first page was seen at one moment.
      isWhole = number === 1 && page.length < perPage;
      number += 1;
      stale += 1;
      const fresh = page.filter((item) => {
        const id = idOf(item) || keyOfUnnamed(item);
        const last = seen.get(id);
        // Equal items without an id may be one that comes again and again.
        const isNews = last !== round && !isRepeated(item);
        if (isNews) stale = 0;
        seen.set(id, round);
        return last === undefined;
      });
      if (stale < MAX_STALE_PAGES) return fresh;
      throw new StalledPager(
        `Cannot go on from page ${number}: the server repeats itself`,
      );
    };
    /** Whether it has no id, and an equal one was in this round before. */
    function isRepeated(item: T): boolean {
      return !idOf(item) && unnamed.get(JSON.stringify(item)) !== 1;
    }
    /** A key that no item with an id has. */
    function keyOfUnnamed(item: T): string {
      const json = JSON.stringify(item);
      const count = (unnamed.get(json) ?? 0) + 1;
      unnamed.set(json, count);
      return `${count} ${json}`;
    }
    return {
      next: () => isOver ? of(undefined) : fetch(number).pipe(map(read)),
    };
  };
}
