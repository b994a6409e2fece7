import {
  bufferCount,
  catchError,
  concatMap,
  defer,
  EMPTY,
  from,
  map,
  type Observable,
  tap,
  toArray,
} from "rxjs";
import type { Client } from "../client.ts";
import { BadResponse } from "../errors.ts";
import type {
  ChangedConversation,
  ExtraConversations,
} from "../tail/tail_all/extra_conversations.ts";
import { isTransient } from "../transport/retry.ts";
import { isId } from "../util/ids.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import type { GroupData } from "../wire/group.ts";
import { toId } from "../wire/json.ts";
import type { TopicData } from "./topic_data.ts";
import {
  GROUPS_A_REQUEST,
  type SendTopicPage,
  topicPages,
} from "./topic_pages.ts";

/** How long a group that does not count its topics is taken to have none. */
const REFRESH_MS = 60_000;

/**
 * All topics of all groups, for `client.tail({ also: [everyTopic(client)] })`:
 * no index of GroupMe's lists them. Costs one request a poll for each 20 groups
 * that have topics (another for each further 100 topics of theirs), and none
 * where no group has any. A group whose row does not count its topics is asked
 * each minute, and at once when something was written in it.
 *
 * @example Everything that is said anywhere
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { everyTopic } from "@rxgroupme/client/topics";
 *
 * const client = Client.fromToken("...");
 * client.tail({ also: [everyTopic(client)] })
 *   .subscribe((message) => console.log(`${message}`));
 * ```
 */
export function everyTopic(client: Client): ExtraConversations {
  const { session } = client;
  const now = monotonicClock(session.scheduler);
  /** All groups that were listed; a poll lists the most active ones alone. */
  const known = new Map<string, GroupData>();
  /** Groups found without topics: what was newest then, and when. */
  const without = new Map<string, { lastId: string; at: number }>();
  let groupsARequest = GROUPS_A_REQUEST;

  const send: SendTopicPage = (call) =>
    session.request({ ...call, priority: "user", idempotent: false });

  function mayHaveTopics([id, group]: [string, GroupData]): boolean {
    const { children_count } = group;
    if (typeof children_count === "number") return children_count > 0;
    const last = without.get(id);
    return !last || last.lastId !== lastIdOf(group) ||
      now() - last.at >= REFRESH_MS;
  }

  function topicsOf(
    groupIds: readonly string[],
    size: number,
  ): Observable<TopicData> {
    return from(groupIds).pipe(
      bufferCount(size),
      concatMap((ids) =>
        topicPages(send, ids).pipe(
          catchError((error) => {
            if (isTransient(error) || !(error instanceof BadResponse)) {
              throw error;
            }
            const [id = ""] = ids;
            if (ids.length === 1) {
              known.delete(id);
              return EMPTY;
            }
            // One of them is gone; or, where none is, the server takes no lists
            // of ids, which GroupMe's own app alone uses.
            const before = known.size;
            const noteWhich = () => {
              if (known.size === before) groupsARequest = 1;
            };
            return topicsOf(ids, 1).pipe(tap({ complete: noteWhich }));
          }),
        )
      ),
    );
  }

  function changed(
    groups: readonly GroupData[],
  ): Observable<readonly ChangedConversation[]> {
    return defer(() => {
      for (const group of groups) {
        const id = toId(group.id) || toId(group.group_id);
        if (isId(id)) known.set(id, group);
      }
      const candidates = [...known].filter(mayHaveTopics);
      const ids = candidates.map(([id]) => id);
      return topicsOf(ids, groupsARequest).pipe(
        toArray(),
        map((found) => {
          for (const [id, group] of candidates) {
            without.set(id, { lastId: lastIdOf(group), at: now() });
          }
          return found.map((topic) => {
            without.delete(toId(topic.parent_id));
            return {
              key: { groupId: toId(topic.id) },
              lastId: lastIdOf(topic),
              lastAt: topic.messages?.last_message_created_at,
            };
          });
        }),
      );
    });
  }

  return { changed };
}

function lastIdOf({ messages }: GroupData | TopicData): string {
  return toId(messages?.last_message_id);
}
