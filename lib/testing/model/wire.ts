/** An attachment as it goes over the wire; its `type` says what else is in it. */
export interface WireAttachment {
  /** Such as `image`, `mentions` or `reply`. */
  type: string;
  /** The fields of the type. */
  [field: string]: unknown;
}

/** A reaction to a message, and its users. */
export interface WireReaction {
  /** `unicode` for a common emoji, `emoji` for one of GroupMe's packs. */
  type: string;
  /** The emoji, when it is a common one. */
  code?: string;
  /** The pack, when it is GroupMe's. */
  pack_id?: number;
  /** The index in the pack, when it is GroupMe's. */
  pack_index?: number;
  /** The ids of the users who reacted. */
  user_ids: string[];
}

/** The event of a notice. */
export interface WireEvent {
  /** Such as `group.name_change`. */
  type: string;
  /** The data of the type. */
  data: Record<string, unknown>;
}

/** A message as it goes over the wire: of a group, or direct. */
export interface WireMessage {
  /** The attachments: pictures, mentions, replies and so on. */
  attachments: WireAttachment[];
  /** The sender's picture. */
  avatar_url: string | null;
  /** The two users' ids, lower first, for a direct message. */
  conversation_id?: string;
  /** Seconds since 1970. */
  created_at: number;
  /** The role of the one who deleted it: `sender`, `admin` or `system`. */
  deletion_actor?: string;
  /** Seconds since 1970. */
  deleted_at?: number;
  /** The event, of a notice. */
  event?: WireEvent;
  /** The ids of the users who liked it, once for each reaction. */
  favorited_by: string[];
  /** The group, for a message of a group. */
  group_id?: string;
  /** Ten digits of seconds, eight of their fraction. */
  id: string;
  /** The sender's name at that time. */
  name: string;
  /** The group that a topic's message belongs to; `group_id` is the topic. */
  parent_id?: string;
  /** When it was pinned, in seconds since 1970. */
  pinned_at: number | null;
  /** The id of the user who pinned it, or `""`. */
  pinned_by: string;
  /** `gm`, for a message of a group. */
  platform?: string;
  /** Missing when there are none. */
  reactions?: WireReaction[];
  /** The id of the recipient, for a direct message. */
  recipient_id?: string;
  /** The id of the author. */
  sender_id: string;
  /** `user`, `bot`, `system` or `service`. */
  sender_type: string;
  /** The id that the sender gave it. */
  source_guid: string;
  /** Whether it is a notice, for a message of a group. */
  system?: boolean;
  /** The text, or `null` when there are only attachments. */
  text: string | null;
  /** When it was edited, in seconds since 1970. */
  updated_at?: number;
  /** The same as `sender_id`. */
  user_id: string;
}

/** A new message as it is answered to its author, who needs less than a list has. */
export function sentWire(message: WireMessage): object {
  const {
    conversation_id: _,
    pinned_at: __,
    pinned_by: ___,
    platform: ____,
    ...sent
  } = message;
  return sent;
}

/** The attachments that make a message part of the gallery. */
const MEDIA_TYPES: ReadonlySet<string> = new Set([
  "image",
  "linked_image",
  "video",
]);

/** Whether a message is in the gallery. */
export function hasMedia(message: WireMessage): boolean {
  return message.attachments.some(({ type }) => MEDIA_TYPES.has(type));
}
