import type { Observable } from "rxjs";
import { cursorPages, type Identified } from "../../paging/cursor_pages.ts";
import type { OpenPages } from "../../paging/page_loop.ts";
import type { Query } from "../../transport/request.ts";
import { largestPage } from "./largest_page.ts";
import { type ListMessagesOptions, messageQuery } from "./list_options.ts";

/**
 * All pages of messages from an anchor on, one after the other.
 *
 * @param session The client's, whose server may refuse the largest page.
 * @param fetch Requests a page.
 * @throws {TypeError} With two anchors, or with one that is not an id.
 * @throws {RangeError} With a `limit` that is not 1 to 200.
 */
export function messageChain<M extends Identified>(
  session: object,
  fetch: (query: Query) => Observable<readonly M[]>,
  options: ListMessagesOptions,
): OpenPages<M> {
  const { limit, ...anchor } = messageQuery(options);
  const direction = anchor.after_id ? "after_id" : "before_id";
  return cursorPages(
    (cursor) => {
      const query = { [direction]: cursor };
      return limit === undefined
        ? largestPage(session, (limit) => fetch({ ...query, limit }))
        : fetch({ ...query, limit });
    },
    direction,
    { start: anchor[direction], until: anchor.since_id },
  );
}
