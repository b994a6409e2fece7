import { map, type Observable, of } from "rxjs";
import { StalledPager } from "../../errors.ts";
import type { Message } from "../messages/message.ts";
import { FULL_PAGE } from "../../paging/cursor_pages.ts";
import type { OpenPages } from "../../paging/page_loop.ts";
import type { Query } from "../../transport/request.ts";
import type { GalleryAnchor } from "./gallery.ts";
import { formatTime, galleryTime } from "./gallery_time.ts";

/** What is to be walked; see {@linkcode galleryTime} on times. */
export interface GalleryWalk {
  /** Back from a time, forth from it, or back to it. */
  mode: keyof GalleryAnchor;
  /** Only what is beyond this time is wanted. */
  time: number;
  /** Messages on a page; as many as the server has on one, or 100. */
  limit?: number;
}

/**
 * Pages that are chained by time, until nothing new comes. Whether GroupMe
 * counts what stands at the very time of a cursor is not known, and several
 * messages may stand there, which the end of a page can cut apart. So the
 * cursor is put just short of the last time, and what is known already is left
 * out.
 *
 * @param fetch Asks for a page.
 */
export function galleryPages(
  fetch: (query: Query) => Observable<readonly Message[]>,
  { mode, time, limit = FULL_PAGE }: GalleryWalk,
): OpenPages<Message> {
  const [direction, sign] = mode === "after" ? [mode, 1] : ["before", -1];
  const widest = Math.max(limit, FULL_PAGE);
  // Also where there is no time.
  const isWanted = (at: number) =>
    !(mode === "before" ? at >= time : at <= time);
  return () => {
    const known = new Set<string>();
    // How far it has got, which grows either way.
    let far = mode === "since" ? -Infinity : sign * time + 1;
    let overlap = 1;
    let ask = limit;
    const read = (page: readonly Message[]) => {
      if (page.length === 0) return undefined;
      // What has no time counts as being as far.
      const order = (item: Message) => sign * galleryTime(item) || far;
      const news = page
        .filter(({ id }) => !known.has(id) && known.add(id))
        .sort((a, b) => order(a) - order(b) || 0);
      if (news.length > 0) {
        far = Math.max(far, ...news.map(order));
        overlap = 1;
        ask = Math.min(limit + 1, widest);
      } else if (ask < widest) {
        ask = widest;
      } else if (page.length >= ask) {
        throw new StalledPager(
          `Cannot go on from ${ask} messages: the server repeats itself`,
        );
      } else if (overlap) {
        // A short page need not be the end.
        overlap = 0;
      } else {
        // A server that counts the cursor's own time never has an empty page.
        return undefined;
      }
      return news.filter((item) => isWanted(galleryTime(item)));
    };
    return {
      next: () => {
        if (!isWanted(sign * far)) return of(undefined);
        const cursor = formatTime(sign * (far - overlap));
        return fetch({ [direction]: cursor, limit: ask }).pipe(map(read));
      },
    };
  };
}
