import type { OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import type { Notice } from "../push/events/notice.ts";
import { noticeChanges } from "../push/events/notice_changes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toObject } from "../wire/json.ts";

/** Something happened to a topic. */
export interface TopicChange {
  /**
   * `created`, `removed`, `name`, `description`, `avatar`, `kind`,
   * `likeIcon`, or GroupMe's own word for what else has changed.
   */
  readonly type: string;
  /** The topic's id; `""` where the notice does not tell. */
  readonly topicId: string;
  /** The id of the group that it is a topic of. */
  readonly parentId: string;
  /** User id of who did it. */
  readonly by: string;
  /** The data of the notice, as it came. */
  readonly data: { readonly [field: string]: unknown };
}

/**
 * The changes of topics that a stream of messages or of push events tells of,
 * by GroupMe's notices in the parent group, each once where a tail and
 * `push(client).events()` are merged: the ids of the last 1,000 such notices are
 * remembered. Completes and errors as its source.
 *
 * @example Show what happens to topics
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { topicChanges } from "@rxgroupme/client/topics";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(topicChanges())
 *   .subscribe(({ type, topicId }) => console.log(`${topicId}: ${type}`));
 * ```
 */
export function topicChanges(): OperatorFunction<
  GenericMessage | PushEvent,
  TopicChange
> {
  return noticeChanges(topicChangeOf);
}

function topicChangeOf(
  { type, data, message }: Notice,
): TopicChange | undefined {
  const [, word] = /^group\.subgroup_(.+?)(?:_change)?$/.exec(type) ?? [];
  if (!word) return;
  const groupId = toId(message.group_id);
  const parentId = toId(data.parent_id) || groupId;
  return {
    // Two of GroupMe's words are not the library's.
    type: word === "type" ? "kind" : word === "like_icon" ? "likeIcon" : word,
    topicId: toId(data.subgroup_id) || (groupId === parentId ? "" : groupId),
    parentId,
    by: toId(toObject(data.user).id),
    data,
  };
}
