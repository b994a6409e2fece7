import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import type { Message } from "../messages/message.ts";
import { FULL_PAGE } from "../paging/cursor_pages.ts";
import type { OpenPages } from "../paging/pull.ts";
import { galleryTime } from "./gallery_time.ts";

/** Where a walk goes, and from where; see {@linkcode galleryTime} on times. */
export interface GalleryWalk {
  /** Back in time, or forth. */
  direction: "before" | "after";
  /** Only what is beyond this time. */
  start?: number;
  /** Only what comes before this time is reached. */
  until?: number;
  /** Messages on a page. */
  limit: number;
}

/**
 * Pages that are chained by time, until nothing new comes. Whether GroupMe
 * counts what stands at the very time of a cursor is not known, and several
 * messages may stand there, which the end of a page can cut apart. So the
 * cursor is put just short of the last time, and what is delivered already is
 * left out.
 *
 * @param fetch Asks for a page of so many beyond a time, or the first one.
 */
export function galleryPages(
  fetch: (
    cursor: number | undefined,
    limit: number,
  ) => Observable<readonly Message[]>,
  { direction, start, until, limit }: GalleryWalk,
): OpenPages<Message> {
  const sign = direction === "after" ? 1 : -1;
  const past = (time: number, mark: number) => sign * (time - mark);
  const end = until ?? sign * Infinity;
  const widest = Math.max(limit, FULL_PAGE);
  return () => {
    let edge = start === undefined ? sign * -Infinity : start + sign;
    let cursor = start;
    let ask = limit;
    let isExact = true;
    let known = new Set<string>();
    const read = (page: readonly Message[]) => {
      if (page.length === 0) return undefined;
      const timed = page
        // What has no time counts as standing at the edge.
        .map((item) => ({ item, time: galleryTime(item) || edge }))
        .sort((a, b) => past(a.time, b.time) || 0);
      const fresh = timed.filter(({ item: { id }, time }) =>
        !(past(time, edge) < 0) && !known.has(id) && known.add(id)
      );
      const far = fresh.at(-1);
      if (far) {
        if (far.time !== edge) known = new Set(page.map(({ id }) => id));
        edge = far.time;
        cursor = edge - sign;
        isExact = false;
        const atEdge = timed.filter(({ time }) => time === edge).length;
        ask = Math.min(widest, limit + atEdge);
      } else if (ask < widest) {
        ask = widest;
      } else if (page.length >= ask) {
        throw stalled(direction, ask);
      } else if (isExact) {
        // A server that counts the cursor's own time never has an empty page.
        return undefined;
      } else {
        // A short page need not be the end.
        cursor = edge;
        isExact = true;
      }
      return fresh.filter(({ time }) => past(time, end) < 0)
        .map(({ item }) => item);
    };
    return {
      next: () =>
        past(edge, end) >= 0
          ? of(undefined)
          : fetch(cursor, ask).pipe(map(read)),
    };
  };
}

function stalled(direction: string, count: number): StalledPager {
  return new StalledPager(
    `Cannot go on ${direction} this: the server gave ${count} known messages`,
  );
}
