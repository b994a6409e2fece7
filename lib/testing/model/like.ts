import { asText, type Fields } from "../server/body.ts";
import type { WireMessage, WireReaction } from "./wire.ts";

/** One user's reaction to one message. */
export interface Like {
  /** The user id. */
  userId: string;
  /** The time, in ms since 1970. */
  at: number;
  /** The icon. */
  icon: LikeIcon;
}

/** The icon of a like. */
export type LikeIcon =
  | { type: "unicode"; code: string }
  | { type: "emoji"; pack_id: number; pack_index: number };

/** Reads an icon; `undefined` where it is not valid. */
export function readIcon(fields: Fields): LikeIcon | undefined {
  const code = asText(fields.code);
  if (fields.type === "unicode") {
    const isKnown = code !== undefined && LIKE_CODES.includes(code);
    return isKnown ? { type: "unicode", code } : undefined;
  }
  const [pack_id, pack_index] = [
    Number(fields.pack_id),
    Number(fields.pack_index),
  ];
  const isPack = fields.type === "emoji" && pack_id >= 0 && pack_index >= 0;
  return isPack ? { type: "emoji", pack_id, pack_index } : undefined;
}

/** The emoji that GroupMe takes as reactions. */
const LIKE_CODES: readonly string[] = [
  "❤️",
  "👍",
  "🤣",
  "🎉",
  "🔥",
  "😮",
  "👀",
  "😭",
  "🥺",
  "🙏",
  "💀",
  "🫶",
  "🤬",
  "💅",
  "🫠",
];

/** The icon of a like without one. */
export const PLAIN_LIKE = { type: "unicode", code: "❤️" } as const;

/** Groups likes by icon, oldest first. */
export function reactionsOf(likes: readonly Like[]): WireReaction[] {
  const reactions = new Map<string, WireReaction>();
  for (const { icon, userId } of likes) {
    const key = JSON.stringify(icon);
    const reaction = reactions.get(key) ?? { ...icon, user_ids: [] };
    reactions.set(key, reaction);
    reaction.user_ids.push(userId);
  }
  return [...reactions.values()];
}

/** Reads the likes of a message. */
export function likesOf(message: WireMessage): Like[] {
  const at = message.created_at * 1000;
  return (message.reactions ?? []).flatMap(({ user_ids, ...icon }) =>
    user_ids.map((userId) => ({ userId, at, icon: icon as LikeIcon }))
  );
}
