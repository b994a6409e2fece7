import { concat, type Observable, toArray } from "rxjs";
import {
  listNumbered,
  type NumberedPage,
  pageQuery,
} from "../paging/numbered_list.ts";
import type { PagerOptions } from "../paging/pager.ts";
import type { Api } from "../resource.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { ofChat, ofGroup } from "../tail/tail_all/conversation_index.ts";
import {
  type JsonObject,
  readList,
  toDate,
  toId,
  toNumber,
} from "../wire/json.ts";

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

/** Lists what is unread, in all groups and then in all chats. */
export function listUnread(session: Api): Observable<readonly Unread[]> {
  const list = <Data extends JsonObject>(
    path: string,
    read: (row: Data) => { readonly key: ConversationKey },
    omit?: string,
  ): Observable<Unread> =>
    listNumbered<Unread, NumberedPage & PagerOptions>(
      (options) =>
        session.request({
          path,
          query: {
            ...pageQuery(options, 100),
            omit,
            include: ["unread_count", "last_read_at", "last_read_message_id"],
          },
          read: (answer) =>
            readList<Data>(answer).map((row) => ({
              conversation: read(row).key,
              count: toNumber(row.unread_count),
              lastReadMessageId: toId(row.last_read_message_id),
              lastReadAt: toDate(row.last_read_at),
            })),
        }),
      ({ conversation }) => Object.values(conversation).join(),
      {},
    );
  return concat(
    list("/groups", ofGroup, "memberships"),
    list("/chats", ofChat),
  ).pipe(toArray());
}
