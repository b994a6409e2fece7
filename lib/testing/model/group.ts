import type { Conversation } from "./conversation.ts";
import type { FormerState, Member } from "./people.ts";

/** What a group can be told to be. */
export interface GroupProfile {
  /** 1 to 140 characters. */
  name: string;
  /** Up to 255 characters. */
  description: string;
  /** The picture, if there is one. */
  imageUrl: string | null;
  /** `private`, `closed` or `announcement`. */
  type: string;
  /** Silences the group; today's server no longer shows it. */
  officeMode: boolean;
  /** Whether an admin lets people in. */
  requiresApproval: boolean;
  /** Whether people are asked something first. */
  showJoinQuestion: boolean;
  /** What they are asked. */
  joinQuestion: unknown;
  /** What likes look like, unless they are hearts. */
  likeIcon: unknown;
  /** The colours. */
  themeName: string | null;
  /** `hidden`, `searchable` and so on. */
  visibility: string;
  /** Who may delete messages: a list of `admin` and `sender`. */
  messageDeletionMode: unknown;
  /**
   * How long after it was sent a message may be edited, in seconds.
   *
   * @default {15}
   */
  messageEditPeriod: number;
}

/** A group, who is in it, and what was said. */
export interface Group extends GroupProfile {
  /** Digits. */
  readonly id: string;
  /** Who owns it. */
  ownerId: string;
  /** Part of the link that lets people in; `null` when there is none. */
  shareToken: string | null;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** The id of the moment of its last change, to sort by. */
  touched: string;
  /** By user id. */
  readonly members: Map<string, Member>;
  /** Who was in it, by user id. */
  readonly former: Map<string, { state: FormerState; member: Member }>;
  /** Who asked to be let in, by user id. */
  readonly pending: Set<string>;
  /** What was said. */
  readonly conversation: Conversation;
}

/** What groups are sorted by: an id, that of the last message or change. */
export function activityOf({ touched, conversation }: Group): string {
  const last = conversation.lastPlace();
  return last > touched ? last : touched;
}

/** Whether a user may change the group for all. */
export function isAdmin(group: Group, userId: string): boolean {
  const roles = group.members.get(userId)?.roles ?? [];
  return roles.includes("admin") || roles.includes("owner");
}
