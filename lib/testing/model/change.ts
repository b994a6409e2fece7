import type { WireMessage } from "./wire.ts";

/** The fields of every change. */
export interface ChangeBase {
  /** The id of the group or topic, or the two users' ids, lower first. */
  readonly conversationId: string;
  /** The ids of the users whom it concerns. */
  readonly userIds: readonly string[];
  /** The message as it is now, if the change is of one. */
  readonly message?: WireMessage;
}

/** A new message, an edited one, or the tombstone of a deleted one. */
export interface MessageChange extends ChangeBase {
  /** The kind of change. */
  readonly type: "message" | "edited" | "deleted";
  /** The message as it is now. */
  readonly message: WireMessage;
}

/** A reaction to a message, or its removal. */
export interface ReactionsChange extends ChangeBase {
  /** The kind of change. */
  readonly type: "reactions";
  /** The message as it is now. */
  readonly message: WireMessage;
  /** The id of the user who reacted, or removed the reaction. */
  readonly userId: string;
  /** Whether the reaction was added. */
  readonly isAdded: boolean;
}

/** A read receipt. */
export interface ReadChange extends ChangeBase {
  /** The kind of change. */
  readonly type: "read";
  /** The id of the user who read. */
  readonly userId: string;
  /** The id of the newest message that was read. */
  readonly messageId: string;
  /** The time of reading, in seconds since 1970. */
  readonly readAt: number;
}

/** A user is typing. */
export interface TypingChange extends ChangeBase {
  /** The kind of change. */
  readonly type: "typing";
  /** The id of the user who types. */
  readonly userId: string;
}

/** Users were added to a group; `userIds` are theirs. */
export interface MembershipChange extends ChangeBase {
  /** The kind of change. */
  readonly type: "membership";
  /** The id of the user who added them. */
  readonly userId: string;
}

/** Something that GroupMe pushes to the users whom it concerns. */
export type SimulatorChange =
  | MessageChange
  | ReactionsChange
  | ReadChange
  | TypingChange
  | MembershipChange;
