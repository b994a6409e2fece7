import type { ConversationKey } from "../../tail/live_source.ts";
import type { GroupData } from "../../wire/group.ts";
import type {
  DirectMessageData,
  GroupMessageData,
  MessageData,
  ReactionData,
} from "../../wire/message.ts";

/** An event as sent, about something. */
export interface SubjectData<Subject> {
  /** What it is about. */
  readonly subject: Subject;
  /** What a phone would show of it; may be `""`. */
  readonly alert?: string;
  /** Milliseconds. */
  readonly received_at?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** Reactions to a message as pushed. */
export interface ReactedData {
  /** The message, if it is of a group. */
  readonly line?: GroupMessageData;
  /** The message, if it is between two users. */
  readonly direct_message?: DirectMessageData;
  /** All reactions that the message has now. */
  readonly reactions?: ReactionData[];
  /** Who reacted. */
  readonly user_id?: string;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** What is left of a deleted message, as pushed. */
export interface DeletedMessageData {
  /** The message's id. */
  readonly id?: string;
  /** The group, if it was in one. */
  readonly group_id?: string;
  /** The two users, if it was between two. */
  readonly chat_id?: string;
  /** An ISO date, unlike everywhere else. */
  readonly deleted_at?: string;
  /** `sender`, `admin` or `system`. */
  readonly deletion_actor?: string;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** That somebody has read a direct message, as pushed. */
export interface ReadReceiptData {
  /** The two users. */
  readonly chat_id?: string;
  /** The newest message that was read. */
  readonly message_id?: string;
  /** Who read it. */
  readonly user_id?: string;
  /** Seconds. */
  readonly read_at?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** That somebody is typing, as pushed. */
export interface TypingData {
  /** Who. */
  readonly user_id?: string;
  /** Milliseconds. */
  readonly started?: number;
  /** Unknown fields are kept. */
  readonly [field: string]: unknown;
}

/** What GroupMe pushes, by kind. */
export interface PushEventData {
  /** A message in one of your groups; notices of changes too. */
  "line.create": SubjectData<GroupMessageData>;
  /** A message between you and another user; notices too. */
  "direct_message.create": SubjectData<DirectMessageData>;
  /** A reaction to a message of yours. */
  "like.create": SubjectData<ReactedData>;
  /** A reaction taken back. */
  "like.delete": SubjectData<ReactedData>;
  /** The reactions to a message changed; on its conversation's channel. */
  "favorite": SubjectData<ReactedData>;
  /** A reaction, in a short form. */
  "reaction": SubjectData<ReactedData>;
  /** You were added to a group. */
  "membership.create": SubjectData<GroupData>;
  /** A message was deleted; on its conversation's channel. */
  "message.deleted": SubjectData<DeletedMessageData>;
  /** A message was edited, as it is now; on its conversation's channel. */
  "message.update": SubjectData<MessageData>;
  /** Somebody reads; on the channel of a conversation of two. */
  "read_receipt.create": SubjectData<ReadReceiptData>;
  /** Somebody types; on the conversation's channel. */
  "typing": TypingData;
  /** A sign of life. */
  "ping": unknown;
  /** Nothing is known of its meaning. */
  "subscribe": unknown;
  /** Of a kind that is not known here, or not of the shape of its kind. */
  "unknown": unknown;
}

/** One kind of event. */
export interface PushEventOf<Type extends keyof PushEventData> {
  /** Which kind; `unknown` for those that are not known here. */
  readonly type: Type;
  /** Where it was published. */
  readonly channel: string;
  /** The conversation that it is of, if it is of one. */
  readonly conversation?: ConversationKey;
  /** As it came, with its own `type`. */
  readonly data: PushEventData[Type];
}

/** Something that GroupMe pushed; told apart by `type`. */
export type PushEvent = {
  [Type in keyof PushEventData]: PushEventOf<Type>;
}[keyof PushEventData];
