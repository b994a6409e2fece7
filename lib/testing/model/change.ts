import type { WireMessage } from "./wire.ts";

/** What all changes tell. */
export interface ChangeBase {
  /** The id of the group or topic, or the two users' ids, lower first. */
  readonly conversationId: string;
  /** Who may see it. */
  readonly userIds: readonly string[];
  /** The message as it now is, where it is about one. */
  readonly message?: WireMessage;
}

/** A new message, an edited one, or what was left of a deleted one. */
export interface MessageChange extends ChangeBase {
  /** What happened. */
  readonly type: "message" | "edited" | "deleted";
  /** The message as it now is. */
  readonly message: WireMessage;
}

/** Other reactions to a message. */
export interface ReactionsChange extends ChangeBase {
  /** What happened. */
  readonly type: "reactions";
  /** The message as it now is. */
  readonly message: WireMessage;
  /** Who reacted, or took a reaction back. */
  readonly userId: string;
  /** Whether there is one more. */
  readonly isAdded: boolean;
}

/** That a user has read. */
export interface ReadChange extends ChangeBase {
  /** What happened. */
  readonly type: "read";
  /** Who read. */
  readonly userId: string;
  /** The newest message that was read. */
  readonly messageId: string;
  /** Seconds since 1970. */
  readonly readAt: number;
}

/** That a user types. */
export interface TypingChange extends ChangeBase {
  /** What happened. */
  readonly type: "typing";
  /** Who types. */
  readonly userId: string;
}

/** That users were added to a group; `userIds` says which. */
export interface MembershipChange extends ChangeBase {
  /** What happened. */
  readonly type: "membership";
  /** Who added them. */
  readonly userId: string;
}

/** Something that GroupMe would push to whoever may see it. */
export type SimulatorChange =
  | MessageChange
  | ReactionsChange
  | ReadChange
  | TypingChange
  | MembershipChange;
