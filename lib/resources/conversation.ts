import { map, type Observable, of } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";
import { conversationIdOf } from "../util/ids.ts";
import { invalidArgument, pathId } from "../util/validate.ts";
import type { User } from "./user.ts";

/** The id of a group or of a topic in one; or a key, as `push` takes it. */
export type Conversation = string | ConversationKey;

/**
 * The key of a conversation.
 *
 * @throws {TypeError} When it names none.
 */
export function keyOf(conversation: Conversation): ConversationKey {
  if (typeof conversation === "string") {
    pathId(conversation, "conversation");
    return { groupId: conversation };
  }
  if (typeof conversation === "object" && conversation !== null) {
    if ("groupId" in conversation) {
      pathId(conversation.groupId, "conversation.groupId");
      return { groupId: conversation.groupId };
    }
    if ("otherUserId" in conversation) {
      pathId(conversation.otherUserId, "conversation.otherUserId");
      return { otherUserId: conversation.otherUserId };
    }
  }
  throw invalidArgument(
    "conversation",
    "it must be a group's id, { groupId } or { otherUserId }",
  );
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
