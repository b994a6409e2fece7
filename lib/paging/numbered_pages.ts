import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import type { NextPage, OpenPages } from "./pull.ts";

const PATIENCE = 3;

/**
 * Pages that are asked for by number, of a list that is ordered by activity
 * and so shifts while it is read. Items are delivered once; and since one may
 * slip over a page border that was already passed, a list of several pages is
 * read again until a whole pass brings nothing new and misses nothing.
 *
 * @param fetch Asks for a page, counted from 1.
 * @param idOf What tells two items apart.
 * @param perPage How many items a full page has.
 */
export function numberedPages<T>(
  fetch: (page: number) => Observable<readonly T[]>,
  idOf: (item: T) => string,
  perPage: number,
): OpenPages<T> {
  return () => {
    const known = new Set<string>();
    let previous = new Set<string>();
    let pass = new Set<string>();
    let number = 1;
    let stale = 0;
    let news = false;
    let isWhole = false;
    let ended = false;
    const read: NextPage<T> = () =>
      fetch(number).pipe(map((page) => {
        if (page.length === 0) {
          // A pass that misses what the one before had may have missed more.
          const isSteady = [...previous].every((id) => pass.has(id));
          ended = isWhole || !news && isSteady;
          number = 1;
          previous = pass;
          pass = new Set();
          news = false;
          return [];
        }
        // A list that does not fill its first page was seen at one moment.
        isWhole = number === 1 && page.length < perPage;
        number += 1;
        const before = pass.size;
        for (const item of page) pass.add(idOf(item));
        stale = pass.size > before ? 0 : stale + 1;
        if (stale === PATIENCE) {
          throw new StalledPager(
            `Cannot go on at page ${number}: the server repeats itself`,
          );
        }
        const fresh = page.filter((item) => {
          const id = idOf(item);
          return !known.has(id) && known.add(id);
        });
        news ||= fresh.length > 0;
        return fresh;
      }));
    return { next: () => ended ? of(undefined) : read() };
  };
}
