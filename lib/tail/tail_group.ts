import { pathId } from "../util/validate.ts";
import type { Api } from "../resource.ts";
import { readList, toDate, toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";
import type { ConversationSource } from "./conversation_source.ts";
import { tailOne } from "./tail_one.ts";
import { type TailOptions, tailOptions } from "./options.ts";
import type { Timestamped } from "./dedupe_window.ts";
import { type Tail, tailOf } from "./tail.ts";

/** A message as GroupMe gave it. */
export interface PlainMessage extends Timestamped {
  /** The JSON as it came: unknown fields are kept. */
  readonly data: GroupMessageData;
}

/**
 * Follows a group and does nothing else, for a page or a worker that has to be
 * small: it is {@linkcode Messages.tail} without the classes of messages and
 * attachments and what can be done with them, and bundles a third less.
 *
 * @param session What sends the requests: one for all that a program follows.
 * @returns What {@linkcode Tail} says, but for plain messages.
 * @throws {TypeError} When `groupId` is no id, or `since` is none.
 * @throws {RangeError} When a time makes no sense.
 *
 * @example Show what is said
 * ```ts
 * import { Session, tailGroup } from "@rxgroupme/client";
 *
 * const session = new Session({ token: "..." });
 * tailGroup(session, "1234").subscribe(({ data }) => {
 *   console.log(`${data.name}: ${data.text}`);
 * });
 * ```
 */
export function tailGroup(
  session: Api,
  groupId: string,
  options: TailOptions = {},
): Tail<PlainMessage> {
  const path = `/groups/${pathId(groupId, "groupId")}/messages`;
  const full = tailOptions(options);
  const read = (data: GroupMessageData): PlainMessage => ({
    id: toId(data.id),
    createdAt: toDate(data.created_at),
    data,
  });
  const feed: ConversationSource<PlainMessage> = {
    key: { groupId },
    fetch: (query, { idempotent } = { idempotent: false }) =>
      session.request({
        path,
        query: { ...query, acceptFiles: 1 },
        idempotent,
        read: (answer) =>
          readList<GroupMessageData>(answer, "messages").map(read),
      }),
    read,
  };
  return tailOf(session, () => tailOne(feed, session, full));
}
