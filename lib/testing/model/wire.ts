/** An attachment as it goes over the wire; its `type` says what else is in it. */
export interface WireAttachment {
  /** Such as `image`, `mentions` or `reply`. */
  type: string;
  /** What the type has of its own. */
  [field: string]: unknown;
}

/** All who reacted to a message in one way. */
export interface WireReaction {
  /** `unicode` for a common emoji, `emoji` for one of GroupMe's packs. */
  type: string;
  /** The emoji, when it is a common one. */
  code?: string;
  /** The pack, when it is GroupMe's. */
  pack_id?: number;
  /** The place in the pack, when it is GroupMe's. */
  pack_index?: number;
  /** Who reacted. */
  user_ids: string[];
}

/** What happened, inside a system message. */
export interface WireEvent {
  /** Such as `group.name_change`. */
  type: string;
  /** What belongs to the type. */
  data: Record<string, unknown>;
}

/** A message as it goes over the wire: of a group, or direct. */
export interface WireMessage {
  /** Pictures, mentions, replies and so on. */
  attachments: WireAttachment[];
  /** The sender's picture. */
  avatar_url: string | null;
  /** The two users' ids, lower first, for a direct message. */
  conversation_id?: string;
  /** Seconds since 1970. */
  created_at: number;
  /** Who deleted it: `sender`, `admin` or `system`. */
  deletion_actor?: string;
  /** Seconds since 1970. */
  deleted_at?: number;
  /** What happened, when it is a system message. */
  event?: WireEvent;
  /** Who liked it: once for each reaction. */
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
  /** Who pinned it, or `""`. */
  pinned_by: string;
  /** `gm`, for a message of a group. */
  platform?: string;
  /** Missing when there are none. */
  reactions?: WireReaction[];
  /** To whom, for a direct message. */
  recipient_id?: string;
  /** Whose it is. */
  sender_id: string;
  /** `user`, `bot`, `system` or `service`. */
  sender_type: string;
  /** What the sender called it. */
  source_guid: string;
  /** Whether it is a notice, for a message of a group. */
  system?: boolean;
  /** The words, or `null` when there are only attachments. */
  text: string | null;
  /** When it was edited, in seconds since 1970. */
  updated_at?: number;
  /** The same as `sender_id`. */
  user_id: string;
}

/** The attachments that make a message part of the gallery. */
const mediaTypes: ReadonlySet<string> = new Set([
  "image",
  "linked_image",
  "video",
]);

/** Tells whether a message belongs in the gallery. */
export function hasMedia(message: WireMessage): boolean {
  return message.attachments.some(({ type }) => mediaTypes.has(type));
}
