import {
  type ReactionCount,
  reactionKey,
} from "../reactions/reaction_count.ts";
import type { Reaction } from "../resources/likes.ts";
import { sameData } from "./same.ts";
import type { Tally } from "./types.ts";

/** The reactions of most messages. */
export const NO_TALLIES: readonly Tally[] = /* @__PURE__ */ Object.freeze([]);

/** The reactions to a message, none of them marked as one's own yet. */
export function toTallies(counts: readonly ReactionCount[]): readonly Tally[] {
  return counts.length === 0
    ? NO_TALLIES
    : counts.map(({ reaction, userIds }) => tally(reaction, userIds));
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
  return sameData(marked, before) ? before : Object.freeze(marked);
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
  const key = reaction && reactionKey(reaction);
  const at = others.findIndex((it) => reactionKey(it.reaction) === key);
  const same = others[at];
  if (same) others[at] = tally(same.reaction, [...same.userIds, me]);
  else if (reaction) others.push(tally(reaction, [me]));
  return others.filter(({ count }) => count);
}

function tally(reaction: Reaction, userIds: readonly string[]): Tally {
  return Object.freeze({
    reaction,
    count: userIds.length,
    userIds: Object.freeze([...userIds]),
    isMine: false,
  });
}
