import { map, type Observable } from "rxjs";
import { firstSeen } from "../paging/fresh_pages.ts";
import type { OpenPages } from "../paging/page_loop.ts";
import type { Query } from "../transport/request.ts";
import { isId } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { Contact } from "./contact.ts";

/** Contacts on a page that may hide others, though it has none that is new. */
const FULL_PAGE = 100;

/**
 * Pages that are chained by the time of the last change, as text, since a
 * `Date` has no microseconds. The end is a page without a new contact.
 *
 * A server leaves out contacts of the very time that it is asked by, and the
 * end of a page can part those of one time, however many it has. So behind a page
 * that is as long as any before the time before the last one is asked by, and
 * contacts that are known are left out. Where that leads no further, as more
 * contacts have one time than fit on a page, the id of the last one is asked by,
 * in base 64, as GroupMe's own page does.
 *
 * @param fetch Requests a page.
 */
export function contactPages(
  fetch: (query: Query) => Observable<readonly Contact[]>,
): OpenPages<Contact> {
  return () => {
    const isNew = firstSeen();
    let since: string | undefined;
    let lastId: string | undefined;
    let longest = 2;
    const read = (page: readonly Contact[]) => {
      const fresh = page.filter(isNew);
      const { length } = page;
      if (fresh.length === 0 && (lastId || length < FULL_PAGE)) {
        return undefined;
      }
      const times = page.map(({ data }) => toId(data.updated_at_iso8601))
        .sort();
      let next = times.at(-1) ?? "";
      if (length >= longest) {
        longest = length;
        next = times.findLast((time) => time < next) ?? "";
      }
      if (!lastId && next > (since ?? "")) since = next;
      else lastId = page.findLast(({ id }) => isId(id))?.id;
      return fresh;
    };
    return {
      next: () =>
        fetch(lastId ? { page: btoa(lastId) } : { since })
          .pipe(map(read)),
    };
  };
}
