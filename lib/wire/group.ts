/** A user in a group as sent. */
export interface MemberData {
  /** The membership's id, which is not the user's. */
  id?: string;
  /** The user's id. */
  user_id?: string;
  /** The name in this group. */
  nickname?: string;
  /** The user's own name. */
  name?: string;
  /** The picture in this group. */
  image_url?: string | null;
  /** `owner`, `admin`, `user`. */
  roles?: string[];
  /** In the list for admins: `active`, `exited`, `removed`, `exited_removed`. */
  state?: string;
  /** Whether the user has muted the group. */
  muted?: boolean;
  /** Whether GroupMe removed the user as unreachable. */
  autokicked?: boolean;
  /** In the results of adding: the request that it answers. */
  guid?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A summary of a group's messages as sent. */
export interface MessagesSummaryData {
  /** Over the group's life: not exact. */
  count?: number;
  /** The newest one. */
  last_message_id?: string | null;
  /** Seconds. */
  last_message_created_at?: number | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A group as sent. */
export interface GroupData {
  /** The group's id. */
  id?: string;
  /** The same id. */
  group_id?: string;
  /** Up to 140 characters. */
  name?: string;
  /** Up to 255 characters. */
  description?: string | null;
  /** `private`, `closed`, ... */
  type?: string;
  /** The group's picture. */
  image_url?: string | null;
  /** The user id of its creator. */
  creator_user_id?: string;
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** `null` where they were left out on request. */
  members?: MemberData[] | null;
  /** The link by which others join. */
  share_url?: string | null;
  /** A setting that older groups have. */
  office_mode?: boolean | null;
  /** A summary of its messages. */
  messages?: MessagesSummaryData | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** The answer to a request to add members, as sent. */
export interface MembershipRequestData {
  /** The id of the results, good for an hour. */
  results_id?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A bot as sent. Its `bot_id` is a secret: it suffices to post. */
export interface BotData {
  /** A secret. */
  bot_id?: string;
  /** The one group that it lives in. */
  group_id?: string;
  /** Its name. */
  name?: string;
  /** Its picture. */
  avatar_url?: string | null;
  /** The URL to which GroupMe posts each message of the group. */
  callback_url?: string | null;
  /** Whether it is told of direct messages. */
  dm_notification?: boolean;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
