/**
 * An attachment as sent: an open union, since GroupMe keeps adding kinds.
 * The fields that this kind has stand beside `type`.
 */
export interface AttachmentData {
  /** `image`, `mentions`, `location`, `emoji`, `reply`, ... */
  type: string;
  /** Whatever this kind has. */
  [field: string]: unknown;
}

/** One kind of reaction to a message, and who gave it. */
export interface ReactionData {
  /** `unicode` or `emoji` (GroupMe's own packs). */
  type?: string;
  /** The character, for `unicode`. */
  code?: string;
  /** The pack, for `emoji`. */
  pack_id?: number;
  /** The picture in the pack, for `emoji`. */
  pack_index?: number;
  /** Who reacted so. */
  user_ids?: string[];
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** What happened, in a message that GroupMe itself wrote. */
export interface EventData {
  /** Such as `group.name_change`; new ones keep coming. */
  type?: string;
  /** What this kind has. */
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
  /** Who reacted; a user appears once a reaction. */
  favorited_by?: string[];
  /** Absent where there are none. */
  reactions?: ReactionData[];
  /** Anything beside the text. */
  attachments?: AttachmentData[];
  /** What happened, in a message that GroupMe wrote. */
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
  /** Who got it. */
  recipient_id?: string;
}

/** Where an uploaded picture is, as sent. */
export interface PictureData {
  /** What messages, groups and people take as their picture. */
  url: string;
  /** The same. */
  picture_url?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
