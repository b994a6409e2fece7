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

/** One user's place in one group. */
export interface Member {
  /** The id of the membership, which is not the user's. */
  readonly id: string;
  /** The user's id. */
  readonly userId: string;
  /** The name in this group, 1 to 50 characters. */
  nickname: string;
  /** The picture in this group. */
  imageUrl: string | null;
  /** Until when the group is silent for the user, in seconds since 1970. */
  mutedUntil: number;
  /** `owner`, `admin`, `user`. */
  roles: string[];
}

/** How a member came to be none. */
export type FormerState = "exited" | "removed";

/** Something that posts messages of its own into one group. */
export interface Bot {
  /** A secret: whoever has it can post. */
  readonly botId: string;
  /** What its messages carry as sender. */
  readonly userId: string;
  /** Who made it. */
  readonly ownerId: string;
  /** Where it lives. */
  readonly groupId: string;
  /** Shown with its messages. */
  name: string;
  /** Shown with its messages. */
  avatarUrl: string | null;
  /** Where the group's messages are sent. */
  callbackUrl: string | null;
  /** `null` keeps GroupMe from ever calling back. */
  dmNotification: boolean | null;
}

/** One user who wants nothing from another. */
export interface Block {
  /** Who blocks. */
  readonly userId: string;
  /** Who is blocked. */
  readonly blockedUserId: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/** Members that were asked for and are not there yet, or just came. */
export interface MembershipJob {
  /** The `results_id`. */
  readonly id: string;
  /** The group. */
  readonly groupId: string;
  /** Who asked. */
  readonly userId: string;
  /** When asked, in ms since 1970. */
  readonly at: number;
  /** Who is to come. */
  readonly wanted: readonly WantedMember[];
  /** Who came; `undefined` until it is time. */
  added?: readonly { guid: string; member: Member }[];
}

/** One person to add. */
export interface WantedMember {
  /** Tells which of several it is. */
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
