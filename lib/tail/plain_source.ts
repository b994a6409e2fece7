import type { Api } from "../resource.ts";
import { groupPath } from "../util/validate.ts";
import { readList, toDate, toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";
import type { ConversationSource, Timestamped } from "./conversation_source.ts";

/** A message as GroupMe gives it. */
export interface PlainMessage extends Timestamped {
  /** The JSON as GroupMe sends it, with unknown fields. */
  readonly data: GroupMessageData;
}

/**
 * The messages of a group, without classes.
 *
 * @throws {TypeError} When `groupId` is not an id.
 */
export function plainSource(
  session: Api,
  groupId: string,
): ConversationSource<PlainMessage> {
  const path = `${groupPath(groupId)}/messages`;
  const read = (data: GroupMessageData): PlainMessage => ({
    id: toId(data.id),
    createdAt: toDate(data.created_at),
    data,
  });
  return {
    key: { groupId },
    fetch: (query, options = { idempotent: false }) =>
      session.request({
        ...options,
        path,
        // Without it GroupMe replaces the text of messages that hold files.
        query: { ...query, acceptFiles: 1 },
        read: (answer) =>
          readList<GroupMessageData>(answer, "messages").map(read),
      }),
    read,
  };
}
