import type { GroupMeError } from "../errors.ts";
import type { Draft } from "../resources/messages/draft.ts";
import type { ConversationKey } from "../tail/live_source.ts";

/** A message on its way: plain JSON. */
export interface OutboxEntry {
  /** The `source_guid` under which it is posted once. */
  readonly guid: string;
  /** The key of its item in the timeline. */
  readonly key: string;
  /** The conversation that it is posted in. */
  readonly conversation: ConversationKey;
  /** Its text and attachments. */
  readonly content: Draft;
  /** When it was sent, in ms of the device's clock. */
  readonly createdAt: number;
  /**
   * The newest message that was known before the first attempt, `""` for none;
   * absent while nothing was tried.
   */
  readonly triedAfter?: string;
}

/** The state of an entry that waits for `retry()` or `discard()`. */
export type OverState = "failed" | "unsure";

/** An entry as a store keeps it. */
export interface StoredEntry extends OutboxEntry {
  /**
   * Set where it waits for `retry()` or `discard()`, after a reload too: it was
   * refused, or may stand already.
   */
  readonly state?: OverState;
  /** The message of the error of that state. */
  readonly reason?: string | undefined;
}

/** Whether it is such a state. */
export function isOver(state: unknown): state is OverState {
  return state === "failed" || state === "unsure";
}

/** An entry, and how it goes. */
export interface PendingEntry extends OutboxEntry {
  /** See {@linkcode TimelineItem.state}. */
  readonly state: "waiting" | "sending" | "failed" | "unsure";
  /** Why it failed, or why it waits. */
  readonly error?: GroupMeError;
  /** Whether the store has it: one that is full or denied keeps nothing. */
  readonly isKept: boolean;
}
