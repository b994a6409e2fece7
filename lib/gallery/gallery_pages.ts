import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../errors.ts";
import type { Message } from "../messages/message.ts";
import { FULL_PAGE } from "../paging/cursor_pages.ts";
import type { OpenPages } from "../paging/pull.ts";
import type { GalleryAnchor } from "./gallery.ts";
import { galleryTime } from "./gallery_time.ts";

/** What is to be walked; see {@linkcode galleryTime} on times. */
export interface GalleryWalk {
  /** Back from a time, forth from it, or back to it. */
  mode: keyof GalleryAnchor;
  /** Only what is beyond this time is wanted. */
  time: number;
  /** Messages on a page. */
  limit: number;
}

/**
 * Pages that are chained by time, until nothing new comes. Whether GroupMe
 * counts what stands at the very time of a cursor is not known, and several
 * messages may stand there, which the end of a page can cut apart. So the
 * cursor is put just short of the last time, and what is known already is left
 * out.
 *
 * @param fetch Asks for a page of so many beyond a time.
 */
export function galleryPages(
  fetch: (cursor: number, limit: number) => Observable<readonly Message[]>,
  { mode, time, limit }: GalleryWalk,
): OpenPages<Message> {
  const sign = mode === "after" ? 1 : -1;
  const widest = Math.max(limit, FULL_PAGE);
  const isWanted = (at: number) => mode === "before" ? at < time : at > time;
  return () => {
    const known = new Set<string>();
    let edge = mode === "since" ? Infinity : time + sign;
    let overlap = sign;
    let ask = limit;
    const read = (page: readonly Message[]) => {
      if (page.length === 0) return undefined;
      const news = page
        .filter(({ id }) => !known.has(id) && known.add(id))
        // What has no time counts as standing at the edge.
        .map((item) => ({ item, at: galleryTime(item) || edge }))
        .sort((a, b) => sign * (a.at - b.at) || 0);
      const last = news.at(-1);
      if (last) {
        if (sign * (last.at - edge) > 0) edge = last.at;
        overlap = sign;
        ask = Math.min(limit + 1, widest);
      } else if (ask < widest) {
        ask = widest;
      } else if (page.length >= ask) {
        throw new StalledPager(
          `Cannot go on: the server gave ${ask} known messages`,
        );
      } else if (overlap) {
        // A short page need not be the end.
        overlap = 0;
      } else {
        // A server that counts the cursor's own time never has an empty page.
        return undefined;
      }
      return news.filter(({ at }) => isWanted(at)).map(({ item }) => item);
    };
    return {
      next: () =>
        isWanted(edge)
          ? fetch(edge - overlap, ask).pipe(map(read))
          : of(undefined),
    };
  };
}
