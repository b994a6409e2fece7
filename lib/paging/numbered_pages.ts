import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import type { OpenPages } from "./page_loop.ts";

const PATIENCE = 3;

/**
 * Pages that are asked for by number, of a list that is ordered by activity
 * and so shifts while it is read. Items are delivered once; and since one may
 * slip over a page border that was already passed, a list of several pages is
 * read again until a whole pass brings nothing new and misses nothing.
 *
 * @param fetch Asks for a page, counted from 1.
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
    /** In which pass each item was seen last. */
    const seen = new Map<string, number>();
    /** How many items without an id, by their JSON, this pass has had. */
    let unnamed = new Map<string, number>();
    let pass = 1;
    let knownBefore = 0;
    let number = 1;
    let stale = 0;
    let isWhole = false;
    let isOver = false;
    const read = (page: readonly T[]) => {
      if (page.length === 0) {
        // A pass that misses what the one before had may have missed more.
        const isSteady = ![...seen.values()].includes(pass - 1);
        isOver = isWhole || isSteady && seen.size === knownBefore;
        knownBefore = seen.size;
        pass += 1;
        unnamed = new Map();
        number = 1;
        return [];
      }
      // A list that does not fill its first page was seen at one moment.
      isWhole = number === 1 && page.length < perPage;
      number += 1;
      stale += 1;
      const fresh = page.filter((item) => {
        const id = idOf(item) || nameOf(item);
        const last = seen.get(id);
        if (last !== pass) stale = 0;
        seen.set(id, pass);
        return last === undefined;
      });
      if (stale < PATIENCE) return fresh;
      throw new StalledPager(
        `Cannot go on from page ${number}: the server repeats itself`,
      );
    };
    /** A name that no item with an id has. */
    function nameOf(item: T): string {
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
