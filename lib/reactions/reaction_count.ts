import type { Reaction } from "../resources/likes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toKnownIds, toObjects, toText } from "../wire/json.ts";
import type { ReactionData } from "../wire/message.ts";

/** One kind of reaction to a message, and who gave it. */
export interface ReactionCount {
  /** The reaction. */
  readonly reaction: Reaction;
  /** User ids, each once. */
  readonly userIds: readonly string[];
}

/**
 * Reads the reactions to a message, by kind. Where GroupMe sends only who
 * liked it, that is one `❤️` with those users.
 */
export function reactionsOf(
  { data }: Pick<GenericMessage, "data">,
): readonly ReactionCount[] {
  const counts = toCounts(data.reactions);
  return counts.length > 0
    ? counts
    : toCounts([{ code: "❤️", user_ids: data.favorited_by }]);
}

/** Reads the reaction of one user to a message; `undefined` without one. */
export function reactionBy(
  message: GenericMessage,
  userId: string,
): Reaction | undefined {
  return reactionsOf(message).find((it) => it.userIds.includes(userId))
    ?.reaction;
}

/** A reaction as a text, to be compared. */
export function reactionKey(reaction: Reaction): string {
  return typeof reaction === "string"
    ? reaction
    : `${reaction.packId}/${reaction.packIndex}`;
}

/**
 * Reads a list of reactions; what is malformed in it is left out. The same
 * picture of a pack may be in it twice, by numbers and by texts.
 */
export function toCounts(list: unknown): readonly ReactionCount[] {
  const counts = new Map<string, ReactionCount>();
  for (const data of toObjects<ReactionData>(list)) {
    const reaction = toReaction(data);
    const ids = toKnownIds(data.user_ids);
    if (reaction === undefined || ids.length === 0) continue;
    const key = reactionKey(reaction);
    const userIds = new Set([...counts.get(key)?.userIds ?? [], ...ids]);
    counts.set(key, { reaction, userIds: [...userIds] });
  }
  return [...counts.values()];
}

function toReaction(
  { type, code, pack_id, pack_index }: ReactionData,
): Reaction | undefined {
  const character = toId(code);
  // A unicode reaction is sent with a pack too, of number 0.
  if (character && type !== "emoji") return character;
  // Some answers quote the numbers of a pack.
  const packId = Number(toText(pack_id));
  const packIndex = Number(toText(pack_index));
  return Number.isInteger(packId + packIndex)
    ? { packId, packIndex }
    : undefined;
}
