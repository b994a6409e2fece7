import { pathId } from "../util/validate.ts";
import type { Api } from "../resource.ts";
import { readList, toDate, toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";
import type { ConversationSource, Timestamped } from "./conversation_source.ts";
import { type TailOptions, tailOptions } from "./options.ts";
import { type Tail, tailOf } from "./tail.ts";
import { tailOne } from "./tail_one.ts";

/** A message as GroupMe gives it. */
export interface PlainMessage extends Timestamped {
  /** The JSON as GroupMe sends it, with unknown fields. */
  readonly data: GroupMessageData;
}

/**
 * Tails a group and does nothing else, for a page or a worker that has to be
 * small: it is {@linkcode Messages.tail} without the classes of messages and
 * attachments and their commands.
 *
 * @param session Sends the requests; one for everything that a program tails.
 * @returns A {@linkcode Tail} of plain messages.
 * @throws {TypeError} When `groupId` is no id, or `since` is none.
 * @throws {RangeError} When a number in the options is out of its range.
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
  const source: ConversationSource<PlainMessage> = {
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
  return tailOf(session, full, tailOne(source, full), source.key);
}
