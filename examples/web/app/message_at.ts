import type { ConversationKey, Session } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { fieldsOf, type Said, saidBy } from "./said.ts";

/** A message that may not be in the window; one value, then completion. */
export function messageAt(
  session: Session,
  key: ConversationKey,
  id: string,
): Observable<Said> {
  const place = "groupId" in key
    ? { host: "v4" as const, path: `/groups/${key.groupId}/messages` }
    : { path: "/direct_messages", query: { other_user_id: key.otherUserId } };
  return session.request({
    ...place,
    path: `${place.path}/${encodeURIComponent(id)}`,
    read: (answer) => {
      const { message, direct_message } = fieldsOf(answer);
      return saidBy({ data: fieldsOf(message ?? direct_message) });
    },
  });
}
