import { identity, type Observable, of, tap } from "rxjs";
import { freshPages } from "../paging/fresh_pages.ts";
import { type NumberedPage, pageQuery } from "../paging/numbered_list.ts";
import { drainPages } from "../paging/page_loop.ts";
import type { ApiRequest } from "../transport/request.ts";
import { readList } from "../wire/json.ts";
import type { TopicData } from "./topic_data.ts";

/** So many groups may be asked for their topics by one request. */
export const GROUPS_A_REQUEST = 20;

/** So many topics are the most that a page has. */
const TOPICS_A_PAGE = 100;

type TopicPage = readonly TopicData[];

/** Sends the request for a page of topics. */
export type SendTopicPage = (
  call: ApiRequest<TopicPage>,
) => Observable<TopicPage>;

/**
 * The request for a page of topics, with what is unread in each.
 *
 * @throws {RangeError} With a page or a size that cannot be.
 */
export function topicPage(
  path: string,
  options: NumberedPage,
): ApiRequest<TopicPage> {
  return {
    path,
    query: { ...pageQuery(options, TOPICS_A_PAGE), include: "unread_count" },
    read: (answer) => readList<TopicData>(answer),
  };
}

/**
 * Lists the topics of some groups: page after page, until one is not full or,
 * where a server knows no pages, brings no new topic.
 *
 * @param send Sends the request for a page.
 * @param groupIds The ids of the groups, up to {@linkcode GROUPS_A_REQUEST}.
 */
export function topicPages(
  send: SendTopicPage,
  groupIds: readonly string[],
): Observable<TopicData> {
  const path = `/groups/${groupIds.join()}/subgroups`;
  const perPage = TOPICS_A_PAGE;
  const open = () => {
    let page = 0;
    let isLast = false;
    return () =>
      isLast ? of(undefined) : send(topicPage(path, { page: ++page, perPage }))
        .pipe(tap(({ length }) => isLast = length < perPage));
  };
  return drainPages(freshPages(open), 0, identity);
}
