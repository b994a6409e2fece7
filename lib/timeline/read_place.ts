import { map, type Observable, of, switchMap } from "rxjs";
import type { Client } from "../client.ts";
import { listReceipts, markRead } from "../read_state/mark_read.ts";
import type { Api } from "../resource.ts";
import { idOf } from "../resources/conversation.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { ofChat, ofGroup } from "../tail/tail_all/conversation_index.ts";
import type { ChatData } from "../wire/chat.ts";
import type { GroupData } from "../wire/group.ts";
import { readList, toId } from "../wire/json.ts";
import { secondsOf } from "./facts.ts";
import { newestIn } from "./newest_in.ts";
import { type Place, type ReadPlace, readPlaceOf } from "./read_place_of.ts";

/**
 * The read state for the option `read` of timelines. A timeline asks once, when
 * it opens: one request to the index of groups or chats, and one more for a
 * conversation that is not on its first page.
 *
 * @example Begin at the first unread message
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { readPlace, timeline } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const read = readPlace(client);
 * timeline(client, "1234", { read, around: "unread" })
 *   .subscribe(({ unread }) => console.log(unread.count, unread.firstKey));
 * ```
 */
export function readPlace(
  { session, user }: Pick<Client, "session" | "user">,
): ReadPlace {
  return readPlaceOf({
    place: (conversation) =>
      listed(session, conversation).pipe(
        switchMap((place) => {
          if (place) return of(place);
          // A topic, or one of long ago: of these no count is known.
          return idOf(user, conversation).pipe(
            switchMap((id) =>
              listReceipts(session).pipe(
                map((all) => ({ readUpTo: all.get(id) ?? "", count: 0 })),
              )
            ),
          );
        }),
      ),
    mark: (conversation, messageId) =>
      idOf(user, conversation).pipe(
        switchMap((id) =>
          markRead(
            session,
            id,
            messageId,
            "otherUserId" in conversation &&
              newestIn(session, conversation).pipe(map((id) => [{ id }])),
          )
        ),
      ),
  });
}

/** The place as the index lists it, if it is on its first page. */
function listed(
  session: Api,
  conversation: ConversationKey,
): Observable<Place | undefined> {
  const isGroup = "groupId" in conversation;
  return session.request({
    path: isGroup ? "/groups" : "/chats",
    query: {
      per_page: 100,
      include: ["unread_count", "last_read_message_id"],
      ...isGroup && { omit: "memberships" },
    },
    read: (answer) => {
      const row = readList<GroupData & ChatData>(answer).find((it) =>
        conversationKey(isGroup ? ofGroup(it).key : ofChat(it).key) ===
          conversationKey(conversation)
      );
      return row && {
        readUpTo: toId(row.last_read_message_id),
        count: secondsOf(row.unread_count),
      };
    },
  });
}
