import type { ConversationKey } from "../../tail/live_source.ts";
import type { GroupData } from "../../wire/group.ts";
import type {
  DirectMessageData,
  GroupMessageData,
  MessageData,
  ReactionData,
} from "../../wire/message.ts";

/** The data of an event about something. */
export interface SubjectData<Subject> {
  /** The thing that the event is about. */
  readonly subject: Subject;
  /** The text of a phone's notification; may be `""`. */
  readonly alert?: string;
  /** When GroupMe received it, in ms since 1970. */
  readonly received_at?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** The pushed form of reactions to a message. */
export interface ReactedData {
  /** The message, in a group. */
  readonly line?: GroupMessageData;
  /** The message, in a chat of two users. */
  readonly direct_message?: DirectMessageData;
  /** All reactions that the message has now. */
  readonly reactions?: ReactionData[];
  /** Who reacted. */
  readonly user_id?: string;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** The pushed form of a deleted message. */
export interface DeletedMessageData {
  /** The message's id. */
  readonly id?: string;
  /** The group, in a group. */
  readonly group_id?: string;
  /** The ids of the two users, in a chat: `1+2`. */
  readonly chat_id?: string;
  /** When it was deleted: an ISO date, unlike everywhere else. */
  readonly deleted_at?: string;
  /** Who deleted it: `sender`, `admin` or `system`. */
  readonly deletion_actor?: string;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** The pushed form of a read receipt, in a chat of two users. */
export interface ReadReceiptData {
  /** The ids of the two users: `1+2`. */
  readonly chat_id?: string;
  /** The id of the newest message that was read. */
  readonly message_id?: string;
  /** The id of the user who read it. */
  readonly user_id?: string;
  /** When it was read, in seconds since 1970. */
  readonly read_at?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** The pushed form of somebody's typing. */
export interface TypingData {
  /** The id of the user who types. Any member may claim to be another. */
  readonly user_id?: string;
  /** When it was published, in ms since 1970. */
  readonly started?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/**
 * The data of each type of event. Those of the first group come on the user's own
 * channel, where GroupMe alone publishes; the others on a conversation's channel,
 * where any member may: read again what matters.
 */
export interface PushEventData {
  /** A message in a group or topic; notices of changes too. */
  "line.create": SubjectData<GroupMessageData>;
  /** A message in a chat of two users; notices too. */
  "direct_message.create": SubjectData<DirectMessageData>;
  /** A reaction to one of your own messages. */
  "like.create": SubjectData<ReactedData>;
  /** You were added to a group. */
  "membership.create": SubjectData<GroupData>;

  /** A reaction that was taken back. */
  "like.delete": SubjectData<ReactedData>;
  /** The reactions to a message have changed; holds all of them. */
  "favorite": SubjectData<ReactedData>;
  /** A reaction, in a short form. */
  "reaction": SubjectData<ReactedData>;
  /** A message was deleted. */
  "message.deleted": SubjectData<DeletedMessageData>;
  /** A message was edited; holds the new one. */
  "message.update": SubjectData<MessageData>;
  /** Somebody has read a chat of two users. */
  "read_receipt.create": SubjectData<ReadReceiptData>;
  /** Somebody is typing. */
  "typing": TypingData;
  /** A keep-alive. */
  "ping": unknown;
  /** Its meaning is not known. */
  "subscribe": unknown;
  /**
   * Of a type that is not known here, not of the shape of its type, or on a
   * channel that is not its own.
   */
  "unknown": unknown;
}

/** One type of event. */
export interface PushEventOf<Type extends keyof PushEventData> {
  /** The type; `unknown` for those that are not known here. */
  readonly type: Type;
  /** The channel on which it was published. */
  readonly channel: string;
  /**
   * The conversation of its channel; on the user's own channel the one that it
   * names.
   */
  readonly conversation?: ConversationKey;
  /** The data as it came, with its own `type`. */
  readonly data: PushEventData[Type];
}

/** An event of GroupMe's push; its `type` narrows `data`. */
export type PushEvent = {
  [Type in keyof PushEventData]: PushEventOf<Type>;
}[keyof PushEventData];
