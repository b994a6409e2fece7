/**
 * Reactions beyond a like: one's own set and taken back, those of a message
 * read, and a stream of changes.
 *
 * @example Greet back with a reaction
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { reactWith } from "@rxgroupme/client/reactions";
 * import { filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   filter(({ text }) => text?.startsWith("Good morning") ?? false),
 *   reactWith("👀"),
 * ).subscribe();
 * ```
 *
 * @module
 */

export { setLikeIcon } from "./like_icon.ts";
export { reactWith } from "./react_with.ts";
export { type ReactionChange, reactionChanges } from "./reaction_changes.ts";
export {
  reactionBy,
  type ReactionCount,
  reactionsOf,
} from "./reaction_count.ts";
export { clearReaction, REACTIONS, setReaction } from "./set_reaction.ts";
export { watchReactions } from "./watch_reactions.ts";
export type { WatchOptions } from "../resources/watch_value.ts";
export type { MessageTarget } from "../resources/messages/message_target.ts";
