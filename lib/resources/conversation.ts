import { map, type Observable, of } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";
import { conversationIdOf } from "../util/ids.ts";
import { got, invalidArgument, pathId } from "../util/validate.ts";
import type { User } from "./user.ts";

/** The id of a group or of a topic in one; or a key, as `push` takes it. */
export type Conversation = string | ConversationKey;

/** The id in a key of a conversation: a group's, or the other user's. */
interface KeyIds {
  readonly groupId?: string;
  readonly otherUserId?: string;
}

/**
 * The ids of a conversation's key, of which one is set.
 *
 * @throws {TypeError} When it names none.
 */
export function keyOf(conversation: Conversation): KeyIds {
  const key: KeyIds = typeof conversation === "string"
    ? { groupId: conversation }
    : Object(conversation);
  const id = key.groupId ?? key.otherUserId;
  if (id === undefined) {
    throw invalidArgument(
      "conversation",
      `it must be a group's id, { groupId } or { otherUserId }${
        got(conversation)
      }`,
    );
  }
  pathId(id, "conversation");
  return key;
}

/**
 * The id of a conversation: a group's own, or `lower+higher` user id of a
 * chat, for which one's own id is asked for once a client.
 *
 * @param key A key that was checked, see {@linkcode keyOf}.
 */
export function idOf(
  user: Pick<User, "id">,
  { groupId, otherUserId }: KeyIds,
): Observable<string> {
  return groupId
    ? of(groupId)
    : user.id.pipe(map((id) => conversationIdOf(id, otherUserId as string)));
}
