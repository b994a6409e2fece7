import { type Conversation, keyOf } from "../resources/conversation.ts";
import { invalidArgument, pathId } from "../util/validate.ts";

/** How long, and how far, to mute. */
export interface MuteOptions {
  /**
   * Minutes, 1 and above.
   *
   * @default {for ever}
   */
  minutes?: number | undefined;
  /**
   * Whether the topics of the group are muted too.
   *
   * @default {false}
   */
  withTopics?: boolean | undefined;
}

/**
 * Where a group is muted, alone or with its topics.
 *
 * @throws {TypeError} With a chat, for which GroupMe has no such way.
 */
export function mutePath(
  conversation: Conversation,
  verb: "mute" | "unmute",
  withTopics = false,
): { readonly host: "api" | "v2"; readonly path: string } {
  const key = keyOf(conversation);
  if (!("groupId" in key)) {
    throw invalidArgument("conversation", "it must be a group, not a chat");
  }
  const group = pathId(key.groupId, "groupId");
  return {
    host: withTopics ? "api" : "v2",
    path: `/groups/${group}/memberships/${verb}${withTopics ? "_all" : ""}`,
  };
}
