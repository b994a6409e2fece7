import type { Reaction } from "../resources/likes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { isObject, toId, toObjects, toText } from "../wire/json.ts";
import type { ReactionData } from "../wire/message.ts";

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
  { data }: GenericMessage,
): readonly ReactionCount[] {
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

/** Whether two reactions are the same. */
export function isSameReaction(a: Reaction, b: Reaction): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return a.packId === b.packId && a.packIndex === b.packIndex;
}

/** Reads a list of reactions; what is malformed in it is left out. */
export function toCounts(list: unknown): readonly ReactionCount[] {
  return toObjects<ReactionData>(list).flatMap((data) => {
    const reaction = toReaction(data);
    const userIds = uniqueIds(data.user_ids);
    return reaction && userIds.length > 0 ? [{ reaction, userIds }] : [];
  });
}

function toReaction(data: unknown): Reaction | undefined {
  if (!isObject(data)) return;
  const code = toText(data.code);
  // A unicode reaction is sent with a pack too, of number 0.
  if (code && data.type !== "emoji") return code;
  // Some answers quote the numbers of a pack.
  const packId = Number(toText(data.pack_id));
  const packIndex = Number(toText(data.pack_index));
  return Number.isInteger(packId) && Number.isInteger(packIndex)
    ? { packId, packIndex }
    : undefined;
}

function uniqueIds(list: unknown): readonly string[] {
  const ids = Array.isArray(list) ? list.map(toId).filter(Boolean) : [];
  return [...new Set(ids)];
}
