import type { WireMessage } from "./wire.ts";

/**
 * Something that GroupMe would push to whoever may see the conversation: a new
 * message, or other reactions to an old one.
 */
export interface SimulatorChange {
  /** What happened. */
  readonly type: "message" | "reactions";
  /** The group's id, or the two users' ids, lower first. */
  readonly conversationId: string;
  /** Who may see it. */
  readonly userIds: readonly string[];
  /** The message as it now is. */
  readonly message: WireMessage;
}
