import { invalidArgument, pathId } from "../util/validate.ts";
import { MentionsAttachment } from "../attachments/attachment.ts";
import type { Composed } from "./emoji.ts";

/** A user who can be mentioned: a member, the author of a message, ... */
export interface Mentionable {
  /** The user's id. */
  readonly userId: string;
  /** The user's name in the group. */
  readonly nickname?: string | undefined;
  /** The user's own name, or the one that a message came under. */
  readonly name?: string | undefined;
}

/**
 * A mention, to be put into a text by `compose`: the user is notified, and apps
 * highlight its text.
 *
 * @param who A member; a message, for its author; or a user id and a name.
 * @param text The text of it: `@` and the nickname, or else the name, unless
 * given.
 * @throws {TypeError} Without a user id, or without a text and a name.
 */
export function mention(who: Mentionable, text?: string): Composed {
  const { userId, nickname, name } = who;
  pathId(userId, "userId");
  const called = nickname || name;
  const written = text ?? (called && `@${called}`);
  if (!written) {
    throw invalidArgument("who", "it must have a nickname or a name");
  }
  const loci = [[0, written.length]] as const;
  return {
    text: written,
    attachments: [new MentionsAttachment({ loci, userIds: [userId] })],
  };
}

/**
 * A mention of everyone in the group, to be put into a text by `compose`.
 *
 * @param text The text of it: `@everyone` unless given.
 */
export function everyone(text = "@everyone"): Composed {
  return mention({ userId: "-1" }, text);
}
