import type { Observable } from "rxjs";
import {
  listNumbered,
  type NumberedPage,
  pageQuery,
} from "../paging/numbered_list.ts";
import type { PagerOptions } from "../paging/pager.ts";
import type { Api } from "../resource.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import { readList, toDate, toId, toNumber } from "../wire/json.ts";

/** How much of a conversation you have not read. */
export interface Unread {
  /** The conversation. */
  readonly conversation: ConversationKey;
  /** How many messages; `undefined` where GroupMe does not say. */
  readonly count: number | undefined;
  /** The newest message that you have read; `""` without one. */
  readonly lastReadMessageId: string;
  /** When you read it. */
  readonly lastReadAt: Date | undefined;
}

/** Of GroupMe's lists, the fields of the read state. */
const INCLUDE = ["unread_count", "last_read_at", "last_read_message_id"];

/** Lists what is unread in all groups, or in all chats. */
export function listUnread(
  session: Api,
  kind: "groups" | "chats",
): Observable<Unread> {
  const isGroups = kind === "groups";
  const toUnread = (row: GroupData & ChatData): Unread => ({
    conversation: isGroups
      ? { groupId: toId(row.id) || toId(row.group_id) }
      // An account that is gone has none.
      : { otherUserId: toId(row.other_user?.id) },
    count: toNumber(row.unread_count),
    lastReadMessageId: toId(row.last_read_message_id),
    lastReadAt: toDate(row.last_read_at),
  });
  return listNumbered<Unread, NumberedPage & PagerOptions>(
    (options) =>
      session.request({
        path: `/${kind}`,
        query: {
          ...pageQuery(options, 100),
          omit: isGroups ? "memberships" : undefined,
          include: INCLUDE,
        },
        read: (answer) => readList<GroupData & ChatData>(answer).map(toUnread),
      }),
    ({ conversation }) => Object.values(conversation).join(),
    {},
  );
}
