import type { ConversationKey, PlainMessage, Session } from "@rxgroupme/client";
import { EMPTY, expand, type Observable } from "rxjs";
import { fieldsOf, listOf, textOf } from "../said.ts";

/** A page of a conversation, newest first. */
export interface Page {
  readonly messages: readonly Pick<PlainMessage, "data">[];
  /** How many messages there ever were, as GroupMe counts them. */
  readonly count: number;
}

/** All pages of a conversation, from the newest message back to the first. */
export function historyOf(
  session: Session,
  key: ConversationKey,
): Observable<Page> {
  const place = "groupId" in key
    ? { path: `/groups/${key.groupId}/messages`, query: {} }
    : { path: "/direct_messages", query: { other_user_id: key.otherUserId } };
  const pageBefore = (id: string | undefined): Observable<Page> =>
    session.request({
      path: place.path,
      // Without `acceptFiles` the texts of messages with files are others.
      query: { ...place.query, before_id: id, limit: 100, acceptFiles: 1 },
      read: (answer) => {
        const { count, messages, direct_messages } = fieldsOf(answer);
        return {
          messages: listOf(messages ?? direct_messages)
            .map((data) => ({ data: fieldsOf(data) })),
          count: Number(count) || 0,
        };
      },
    });
  return pageBefore(undefined).pipe(
    expand(({ messages }) => {
      const id = textOf(messages.at(-1)?.data.id);
      return id ? pageBefore(id) : EMPTY;
    }),
  );
}
