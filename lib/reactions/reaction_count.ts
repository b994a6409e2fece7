import type { Reaction } from "../resources/likes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toIds, toObjects, toText } from "../wire/json.ts";
import type { MessageData, ReactionData } from "../wire/message.ts";

/** One kind of reaction to a message, and who gave it. */
export interface ReactionCount {
  /** The reaction. */
  readonly reaction: Reaction;
  /** User ids, each once. */
  readonly userIds: readonly string[];
}

/** The reaction that an older like, which names none, stands for. */
const HEART = "❤️";

/**
 * Reads the reactions to a message, by kind. Where GroupMe sends only who
 * liked it, that is one `❤️` with those users.
 */
export function reactionsOf(
  { data }: Pick<GenericMessage, "data">,
): readonly ReactionCount[] {
  return countsOf(data);
}

/** As {@linkcode reactionsOf}, of the JSON of a message. */
export function countsOf(data: MessageData): readonly ReactionCount[] {
  const counts = toCounts(data.reactions);
  if (counts.length > 0) return counts;
  const userIds = uniqueIds(data.favorited_by);
  return userIds.length > 0 ? [{ reaction: HEART, userIds }] : [];
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
    if (reaction === undefined) continue;
    const key = reactionKey(reaction);
    const before = counts.get(key)?.userIds ?? [];
    const userIds = uniqueIds(data.user_ids, before);
    if (userIds.length > 0) counts.set(key, { reaction, userIds });
  }
  return [...counts.values()];
}

function toReaction(data: ReactionData): Reaction | undefined {
  const code = toId(data.code);
  // A unicode reaction is sent with a pack too, of number 0.
  if (code && data.type !== "emoji") return code;
  // Some answers quote the numbers of a pack.
  const packId = Number(toText(data.pack_id));
  const packIndex = Number(toText(data.pack_index));
  return Number.isInteger(packId + packIndex)
    ? { packId, packIndex }
    : undefined;
}

function uniqueIds(
  list: unknown,
  before: readonly string[] = [],
): readonly string[] {
  return [...new Set([...before, ...toIds(list).filter(Boolean)])];
}
