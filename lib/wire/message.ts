/**
 * An attachment as sent: an open union, since GroupMe keeps adding kinds.
 * The fields that this kind has stand beside `type`.
 */
export interface AttachmentData {
  /** `image`, `mentions`, `location`, `emoji`, `reply`, ... */
  type: string;
  /** Fields of this kind. */
  [field: string]: unknown;
}

/** One kind of reaction to a message, and the users who gave it. */
export interface ReactionData {
  /** `unicode` or `emoji` (GroupMe's own packs). */
  type?: string;
  /** The character, for `unicode`. */
  code?: string;
  /** The pack, for `emoji`. */
  pack_id?: number | string;
  /** The picture in the pack, for `emoji`. */
  pack_index?: number | string;
  /** The ids of the users. */
  user_ids?: string[];
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** The event in a notice, a message that GroupMe itself wrote. */
export interface EventData {
  /** Such as `group.name_change`; an open list. */
  type?: string;
  /** Fields of this kind. */
  data?: { [field: string]: unknown };
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A message as sent, of a group or between two users. */
export interface MessageData {
  /** Decimal, beyond 2^53. */
  id?: string;
  /** The client's own id for it. */
  source_guid?: string;
  /** Seconds. */
  created_at?: number;
  /** Seconds; after an edit. */
  updated_at?: number;
  /** Seconds; after a deletion. */
  deleted_at?: number;
  /** The author's user id. */
  user_id?: string;
  /** The author's id: a user's, a bot's, or `system`. */
  sender_id?: string;
  /** `user`, `bot`, `system` or `service`. */
  sender_type?: string;
  /** The author's name there and then. */
  name?: string;
  /** The author's picture. */
  avatar_url?: string | null;
  /** `null` where there are only attachments. */
  text?: string | null;
  /** Written by GroupMe; direct messages lack it. */
  system?: boolean;
  /** The ids of users who reacted, once for each reaction. */
  favorited_by?: string[];
  /** Absent where there are none. */
  reactions?: ReactionData[];
  /** Anything beside the text. */
  attachments?: AttachmentData[];
  /** The event, in a notice of GroupMe. */
  event?: EventData;
  /** Seconds. */
  pinned_at?: number | null;
  /** A user id, `""` or `null`. */
  pinned_by?: string | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A message of a group as sent. */
export interface GroupMessageData extends MessageData {
  /** The group, or the topic in it. */
  group_id?: string;
  /** ISO 8601 with four decimals: its place in the gallery, where it is in. */
  gallery_ts?: string;
  /** ISO 8601: when you liked it, in the listing of what you liked. */
  liked_at?: string;
}

/** A message between two users as sent. */
export interface DirectMessageData extends MessageData {
  /** `lower+higher` user id. */
  conversation_id?: string;
  /** The user id of the recipient. */
  recipient_id?: string;
}

/** The URLs of an uploaded picture as sent. */
export interface PictureData {
  /** The URL that messages, groups and users take as a picture. */
  url: string;
  /** The same URL. */
  picture_url?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
