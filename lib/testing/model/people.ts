/** A user, with what the user's own profile shows. */
export interface User {
  /** The user's id: digits. */
  readonly id: string;
  /** Shown to others. */
  name: string;
  /** The picture, if there is one. */
  imageUrl: string | null;
  /** Unique. */
  email: string;
  /** Unique, with the country code. */
  phoneNumber: string;
  /** As the user typed it. */
  zipCode: string | null;
  /** Until when messages come by SMS, in ms since 1970. */
  smsUntil: number;
  /** Part of the link to the user; `null` when there is none. */
  shareToken: string | null;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Seconds since 1970. */
  updatedAt: number;
}

/** A membership of one user in one group. */
export interface Member {
  /** The id of the membership, which is not the user's. */
  readonly id: string;
  /** The user's id. */
  readonly userId: string;
  /** The name in this group, 1 to 50 characters. */
  nickname: string;
  /** The picture in this group. */
  imageUrl: string | null;
  /** The end of the user's mute, in seconds since 1970; 0 for none. */
  mutedUntil: number;
  /** `owner`, `admin`, `user`. */
  roles: string[];
}

/** How a membership ended. */
export type FormerState = "exited" | "removed" | "exited_removed";

/** A former member of a group. */
export interface FormerMember {
  /** How the membership ended. */
  readonly state: FormerState;
  /** The membership. */
  readonly member: Member;
  /** Whether the user is barred from joining again. */
  readonly isBarred?: boolean;
}

/** A user who waits for the approval of an admin. */
export interface Applicant {
  /** The id of the membership to be. */
  readonly id: string;
  /** The user's id. */
  readonly userId: string;
  /** The answer to the group's question; `undefined` where there is none. */
  readonly answer: string | undefined;
  /** The time of the application, in seconds since 1970. */
  readonly at: number;
}

/** A bot: it posts messages into one group. */
export interface Bot {
  /** A secret: whoever has it can post. */
  readonly botId: string;
  /** The sender id of its messages. */
  readonly userId: string;
  /** The user id of the owner. */
  readonly ownerId: string;
  /** The id of its group. */
  readonly groupId: string;
  /** Shown with its messages. */
  name: string;
  /** Shown with its messages. */
  avatarUrl: string | null;
  /** The URL that receives the messages of the group. */
  callbackUrl: string | null;
  /** `null` keeps GroupMe from ever calling back. */
  dmNotification: boolean | null;
}

/** A block of one user by another. */
export interface Block {
  /** The user id of the one who blocks. */
  readonly userId: string;
  /** The user id of the one who is blocked. */
  readonly blockedUserId: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/** A request to add members, pending or done. */
export interface MembershipJob {
  /** The `results_id`. */
  readonly id: string;
  /** The group. */
  readonly groupId: string;
  /** The user id of the one who adds. */
  readonly userId: string;
  /** The time of the request, in ms since 1970. */
  readonly at: number;
  /** The people to add. */
  readonly wanted: readonly WantedMember[];
  /** The members that were added, and the guids of the others; `undefined` until then. */
  outcome?: AddingOutcome;
}

/** The outcome of a request to add members. */
export interface AddingOutcome {
  /** The members that were added. */
  readonly added: readonly { guid: string; member: Member }[];
  /** The guids of the people who could not be added. */
  readonly failed: readonly string[];
}

/** One person to add. */
export interface WantedMember {
  /** Identifies the person among several. */
  readonly guid: string;
  /** The name in the group. */
  readonly nickname: string;
  /** One of these three names the person. */
  readonly userId?: string;
  /** One of these three names the person. */
  readonly email?: string;
  /** One of these three names the person. */
  readonly phoneNumber?: string;
}
