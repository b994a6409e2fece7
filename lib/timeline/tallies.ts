import { toCounts } from "../reactions/reaction_count.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { Reaction } from "../resources/likes.ts";
import { reactionKey, sameTallies } from "./registers.ts";
import type { Tally } from "./types.ts";

/** The reactions of most messages. */
export const NO_TALLIES: readonly Tally[] = /* @__PURE__ */ Object.freeze([]);

/** The reaction that a like without one stands for. */
const HEART = "❤️";

/** Reads the reactions of a message, by kind, each user once a kind. */
export function readTallies(data: MessageData): readonly Tally[] {
  const named = readReactions(data.reactions);
  if (named.length > 0) return named;
  // Older answers only say who.
  const ids: unknown = data.favorited_by;
  if (!Array.isArray(ids) || ids.length === 0) return NO_TALLIES;
  return [tally(HEART, ids)];
}

/** Reads a list of reactions, where one of no known form is left out. */
export function readReactions(list: unknown): readonly Tally[] {
  if (!Array.isArray(list) || list.length === 0) return NO_TALLIES;
  const byKind = new Map<string, Tally>();
  for (const { reaction, userIds } of toCounts(list)) {
    const key = reactionKey(reaction);
    // The same pack is sent as a number and as a text.
    const before = byKind.get(key)?.userIds ?? [];
    byKind.set(key, tally(reaction, [...before, ...userIds]));
  }
  return [...byKind.values()];
}

/** Reactions as the commands of messages give them. */
export function toTallies(
  counts: readonly Pick<Tally, "reaction" | "userIds">[],
): readonly Tally[] {
  return counts.map(({ reaction, userIds }) => tally(reaction, userIds));
}

/**
 * Marks which reactions are one's own.
 *
 * @param before The shown reactions, which stay the same array if equal.
 */
export function ownTallies(
  tallies: readonly Tally[],
  me: string | undefined,
  before: readonly Tally[] = NO_TALLIES,
): readonly Tally[] {
  if (tallies.length === 0) return NO_TALLIES;
  const marked = tallies.map((it) => {
    const isMine = me !== undefined && it.userIds.includes(me);
    return isMine === it.isMine ? it : Object.freeze({ ...it, isMine });
  });
  return sameTallies(marked, before) ? before : Object.freeze(marked);
}

/** The reactions once one's own is another one, or none. */
export function withReaction(
  tallies: readonly Tally[],
  me: string,
  reaction: Reaction | null,
): readonly Tally[] {
  const others = tallies.map(({ reaction, userIds }) =>
    tally(reaction, userIds.filter((id) => id !== me))
  );
  const key = reaction === null ? undefined : reactionKey(reaction);
  const at = others.findIndex((it) => reactionKey(it.reaction) === key);
  const same = others[at];
  if (same) others[at] = tally(same.reaction, [...same.userIds, me]);
  else if (reaction !== null) others.push(tally(reaction, [me]));
  return others.filter(({ count }) => count > 0);
}

function tally(reaction: Reaction, ids: readonly unknown[]): Tally {
  const userIds = [...new Set(ids.map(toId))].filter((id) => id !== "");
  return Object.freeze({
    reaction,
    count: userIds.length,
    userIds: Object.freeze(userIds),
    isMine: false,
  });
}
