import type { Conversation } from "./conversation.ts";

/** How long a message of a topic may be edited, in seconds, by its type. */
const EDIT_PERIODS: Readonly<Record<string, number>> = { announcement: 43_200 };
const EDIT_PERIOD = 15;

/** What a topic can be told to be. */
export interface TopicProfile {
  /** 1 to 140 characters. */
  name: string;
  /** Up to 255 characters. */
  description: string;
  /** The picture, if there is one. */
  avatarUrl: string | null;
  /** `private` or `announcement`. */
  type: string;
  /** What likes look like, unless they are hearts. */
  likeIcon: unknown;
  /** How long after it was sent a message may be edited, in seconds. */
  messageEditPeriod: number;
}

/** A conversation inside a group, which no list of groups shows. */
export interface Topic extends TopicProfile {
  /** Digits; of one count with the ids of groups. */
  readonly id: string;
  /** The id of the group that it is in. */
  readonly parentId: string;
  /** Who made it. */
  readonly creatorId: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number;
  /** Until when it is silent for a user, in seconds since 1970, by user id. */
  readonly mutedUntil: Map<string, number>;
  /** What was said. */
  readonly conversation: Conversation;
}

/** How long a message may be edited in a topic of a type, in seconds. */
export function editPeriodOfType(type: string): number {
  return EDIT_PERIODS[type] ?? EDIT_PERIOD;
}
