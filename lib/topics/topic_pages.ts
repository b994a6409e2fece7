import { concatAll, defer, EMPTY, expand, type Observable } from "rxjs";
import type { ApiRequest } from "../transport/request.ts";
import { readList } from "../wire/json.ts";
import type { TopicData } from "./topic_data.ts";

/** So many groups may be asked for their topics by one request. */
export const GROUPS_A_REQUEST = 20;

/** So many topics are the most that a page has. */
const TOPICS_A_PAGE = 100;

type TopicPage = readonly TopicData[];

/**
 * Lists the topics of some groups: page after page, until one is not full or,
 * where a server knows no pages, brings no new topic.
 *
 * @param send Sends the request for a page.
 * @param groupIds The ids of the groups, up to {@linkcode GROUPS_A_REQUEST}.
 */
export function topicPages(
  send: (call: ApiRequest<TopicPage>) => Observable<TopicPage>,
  groupIds: readonly string[],
): Observable<TopicData> {
  const read = (page?: number) =>
    send({
      path: `/groups/${groupIds.join()}/subgroups`,
      query: { per_page: TOPICS_A_PAGE, page },
      read: (answer) => readList<TopicData>(answer),
    });
  return defer(() => {
    const seen = new Set<unknown>();
    return read().pipe(
      expand((page, i) => {
        const before = seen.size;
        for (const { id } of page) seen.add(id);
        const isNew = seen.size > before;
        return isNew && page.length >= TOPICS_A_PAGE ? read(i + 2) : EMPTY;
      }),
      concatAll(),
    );
  });
}
