import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  map,
  type Observable,
  range,
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
import { GROUPS_A_REQUEST, topicPages } from "./topic_pages.ts";

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
  let takesLists = true;

  function mayHaveTopics(group: GroupData): boolean {
    const { children_count } = group;
    if (typeof children_count === "number") return children_count > 0;
    const last = without.get(idOf(group));
    return last === undefined || last.lastId !== lastIdOf(group) ||
      now() - last.at >= REFRESH_MS;
  }

  function topicsOf(groups: readonly GroupData[]): Observable<TopicData> {
    return topicPages(
      (call) =>
        session.request({ ...call, priority: "user", idempotent: false }),
      groups.map(idOf),
    ).pipe(
      catchError((error) => {
        if (isTransient(error) || !(error instanceof BadResponse)) throw error;
        // A group that is gone; or, where none is, lists of ids, which GroupMe's
        // own app alone uses.
        const [group, ...others] = groups;
        if (others.length > 0) {
          takesLists = false;
          const before = known.size;
          return topicsOfEach(groups).pipe(
            tap({ complete: () => takesLists = known.size < before }),
          );
        }
        if (group) known.delete(idOf(group));
        return EMPTY;
      }),
    );
  }

  function topicsOfEach(groups: readonly GroupData[]): Observable<TopicData> {
    const size = takesLists ? GROUPS_A_REQUEST : 1;
    const count = Math.ceil(groups.length / size);
    return range(0, count).pipe(
      concatMap((i) => topicsOf(groups.slice(i * size, (i + 1) * size))),
    );
  }

  function changed(
    groups: readonly GroupData[],
  ): Observable<readonly ChangedConversation[]> {
    return defer(() => {
      for (const group of groups) {
        if (isId(idOf(group))) known.set(idOf(group), group);
      }
      const candidates = [...known.values()].filter(mayHaveTopics);
      return topicsOfEach(candidates).pipe(
        toArray(),
        map((found) => {
          for (const group of candidates) {
            without.set(idOf(group), { lastId: lastIdOf(group), at: now() });
          }
          for (const { parent_id } of found) without.delete(toId(parent_id));
          return found.flatMap(toRow);
        }),
      );
    });
  }

  return { changed };
}

function idOf({ id, group_id }: GroupData): string {
  return toId(id) || toId(group_id);
}

function lastIdOf({ messages }: GroupData): string {
  return toId(messages?.last_message_id);
}

function toRow({ id, messages }: TopicData): ChangedConversation[] {
  const groupId = toId(id);
  const lastId = toId(messages?.last_message_id);
  if (!isId(groupId) || lastId !== "" && !isId(lastId)) return [];
  return [{ key: { groupId }, lastId }];
}
