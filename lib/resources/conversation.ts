import { map, type Observable, of } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";
import { conversationIdOf } from "../util/ids.ts";
import { got, invalidArgument, pathId } from "../util/validate.ts";
import type { User } from "./user.ts";

/** The id of a group or of a topic in one; or a key, as `push` takes it. */
export type Conversation = string | ConversationKey;

/**
 * The key of a conversation.
 *
 * @throws {TypeError} When it names none.
 */
export function keyOf(conversation: Conversation): ConversationKey {
  const { groupId, otherUserId }: { groupId?: string; otherUserId?: string } =
    typeof conversation === "string"
      ? { groupId: conversation }
      : Object(conversation);
  const id = groupId ?? otherUserId;
  if (id === undefined) {
    throw invalidArgument(
      "conversation",
      `it must be a group's id, { groupId } or { otherUserId }${
        got(conversation)
      }`,
    );
  }
  pathId(id, "conversation");
  return groupId === undefined ? { otherUserId: id } : { groupId: id };
}

/**
 * The id of a conversation: a group's own, or `lower+higher` user id of a
 * chat, for which one's own id is asked for once a client.
 */
export function idOf(user: User, key: ConversationKey): Observable<string> {
  return "groupId" in key
    ? of(key.groupId)
    : user.id.pipe(map((id) => conversationIdOf(id, key.otherUserId)));
}
