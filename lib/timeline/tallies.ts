import {
  reactionKey,
  reactionsOf,
  toCounts,
} from "../reactions/reaction_count.ts";
import type { MessageData } from "../wire/message.ts";
import type { Reaction } from "../resources/likes.ts";
import { sameTallies } from "./registers.ts";
import type { Tally } from "./types.ts";

/** The reactions of most messages. */
export const NO_TALLIES: readonly Tally[] = /* @__PURE__ */ Object.freeze([]);

/** Reads the reactions of a message, by kind, each user once a kind. */
export function readTallies(data: MessageData): readonly Tally[] {
  return toTallies(reactionsOf({ data }));
}

/** Reads a list of reactions, where one of no known form is left out. */
export function readReactions(list: unknown): readonly Tally[] {
  return toTallies(toCounts(list));
}

/** Whether a reaction is among them. */
export function hasReaction(
  tallies: readonly Tally[],
  reaction: Reaction,
): boolean {
  const key = reactionKey(reaction);
  return tallies.some((it) => reactionKey(it.reaction) === key);
}

function toTallies(
  counts: readonly Pick<Tally, "reaction" | "userIds">[],
): readonly Tally[] {
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

function tally(reaction: Reaction, userIds: readonly string[]): Tally {
  return Object.freeze({
    reaction,
    count: userIds.length,
    userIds: Object.freeze([...userIds]),
    isMine: false,
  });
}
