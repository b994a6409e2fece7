import { map, type Observable, of, reduce, switchMap } from "rxjs";
import { StalledPager } from "../../errors.ts";
import type { Message } from "../messages/message.ts";
import { FULL_PAGE } from "../../paging/cursor_pages.ts";
import { firstSeen } from "../../paging/fresh_pages.ts";
import type { OpenPages } from "../../paging/page_loop.ts";
import { Pager } from "../../paging/pager.ts";
import type { Query } from "../../transport/request.ts";
import type { GalleryAnchor } from "./gallery.ts";
import { formatTime, galleryTime } from "./gallery_time.ts";

/** A walk through the gallery; see {@linkcode galleryTime} on times. */
export interface GalleryWalk {
  /** Back from a time, forth from it, or back to it. */
  mode: keyof GalleryAnchor;
  /** Only messages beyond this time are listed. */
  time: number;
  /** Messages on a page; as many as the server has on one, or 100. */
  limit?: number | undefined;
}

/** Requests a page. */
type FetchPage = (query: Query) => Observable<readonly Message[]>;

/**
 * Pages that are chained by time, until nothing new comes. Whether GroupMe
 * counts messages at the very time of a cursor is not documented, and several
 * may stand there, which the end of a page can cut apart. So the cursor is put
 * just short of the last time, and messages that are known are left out.
 *
 * Nor is the order documented in which it lists forth from a time. A page that
 * is not plainly the oldest first may be the newest of many: then what comes
 * before it is walked back to, and listed in one page.
 *
 * @param fetch Requests a page.
 */
export function galleryPages(
  fetch: FetchPage,
  { mode, time, limit = FULL_PAGE }: GalleryWalk,
): OpenPages<Message> {
  const [direction, sign] = mode === "after" ? [mode, 1] : ["before", -1];
  const widest = Math.max(limit, FULL_PAGE);
  // Also where there is no time.
  const isWanted = (at: number) =>
    !(mode === "before" ? at >= time : at <= time);
  return () => {
    const isNew = firstSeen();
    // How far it has got, which grows either way.
    let far = mode === "since" ? -Infinity : sign * time + 1;
    let margin = 1;
    let size = limit;
    const read = (page: readonly Message[]) => {
      if (page.length === 0) return undefined;
      // One without a time counts as being as far.
      const order = (item: Message) => sign * galleryTime(item) || far;
      const news = page
        .filter(isNew)
        .sort((a, b) => order(a) - order(b) || 0);
      if (news.length > 0) {
        far = Math.max(far, ...news.map(order));
        margin = 1;
        size = Math.min(limit + 1, widest);
      } else if (size < widest) {
        size = widest;
      } else if (page.length >= size) {
        throw new StalledPager(
          `Cannot go on from ${size} messages: the server repeats itself`,
        );
      } else if (margin) {
        // A short page need not be the end.
        margin = 0;
      } else {
        // A server that counts the cursor's own time never has an empty page.
        return undefined;
      }
      return news.filter((item) => isWanted(galleryTime(item)));
    };
    return {
      next: () => {
        if (!isWanted(sign * far)) return of(undefined);
        const cursor = formatTime(sign * (far - margin));
        const page = fetch({ [direction]: cursor, limit: size });
        const whole = mode === "after"
          ? page.pipe(switchMap((it) => completed(fetch, it, far - margin)))
          : page;
        return whole.pipe(map(read));
      },
    };
  };
}

/**
 * A page that was listed forth from a time, with those that a server leaves out
 * which lists the newest first.
 */
function completed(
  fetch: FetchPage,
  page: readonly Message[],
  time: number,
): Observable<readonly Message[]> {
  if (page.length === 0 || isOldestFirst(page)) return of(page);
  return new Pager(galleryPages(fetch, { mode: "since", time })).pages().pipe(
    reduce((all, older) => [...all, ...older], page),
  );
}

function isOldestFirst(page: readonly Message[]): boolean {
  const times = page.map(galleryTime).filter((time) => !Number.isNaN(time));
  const isInOrder = times.every((time, i) => time >= (times[i - 1] ?? time));
  return isInOrder && (times[0] ?? 0) < (times.at(-1) ?? 0);
}
