import type { Conversation } from "./conversation.ts";
import type { Applicant, FormerMember, Member } from "./people.ts";

/** The settings of a group. */
export interface GroupProfile {
  /**
   * The name, 1 to 140 characters.
   *
   * @default {"Group" and the id}
   */
  name: string;
  /**
   * The description, up to 255 characters.
   *
   * @default {""}
   */
  description: string;
  /**
   * The URL of the picture; `null` for none.
   *
   * @default {null}
   */
  imageUrl: string | null;
  /**
   * The type: `private`, `closed` or `announcement`.
   *
   * @default {"private"}
   */
  type: string;
  /**
   * Whether the group is silent; today's server no longer shows it.
   *
   * @default {false}
   */
  officeMode: boolean;
  /**
   * Whether an admin must approve who joins.
   *
   * @default {false}
   */
  requiresApproval: boolean;
  /**
   * Whether who joins must answer a question.
   *
   * @default {false}
   */
  showJoinQuestion: boolean;
  /**
   * The question.
   *
   * @default {null}
   */
  joinQuestion: unknown;
  /**
   * The icon of likes; `null` is a heart.
   *
   * @default {null}
   */
  likeIcon: unknown;
  /**
   * The name of the theme.
   *
   * @default {null}
   */
  themeName: string | null;
  /**
   * The visibility: `hidden`, `searchable` or `community`.
   *
   * @default {"hidden"}
   */
  visibility: string;
  /**
   * Who may delete messages: a list of `admin` and `sender`.
   *
   * @default {["admin", "sender"]}
   */
  messageDeletionMode: unknown;
  /**
   * Time after sending in which a message may be edited, in seconds.
   *
   * @default {15; 43200 in an announcement group}
   */
  messageEditPeriod: number;
}

/** A group, its members and its messages. */
export interface Group extends GroupProfile {
  /** The id. */
  readonly id: string;
  /** The user id of the owner. */
  ownerId: string;
  /** The token of the share link; `null` where there is none. */
  shareToken: string | null;
  /** The time of creation, in seconds since 1970. */
  readonly createdAt: number;
  /** The sort key of the last change. */
  touched: string;
  /** The members, by user id. */
  readonly members: Map<string, Member>;
  /** The former members, by user id. */
  readonly former: Map<string, FormerMember>;
  /** Those who wait for approval, by user id. */
  readonly pending: Map<string, Applicant>;
  /** The messages. */
  readonly conversation: Conversation;
}

/** The sort key of a group in lists: that of its last message or change. */
export function activityOf({ touched, conversation }: Group): string {
  const last = conversation.lastSortKey();
  return last > touched ? last : touched;
}

/** Whether a user is an admin or the owner. */
export function isAdmin(group: Group, userId: string): boolean {
  const roles = group.members.get(userId)?.roles ?? [];
  return roles.includes("admin") || roles.includes("owner");
}
