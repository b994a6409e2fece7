import type { ConversationKey } from "./live_source.ts";

/** Messages that a tail with `gap: "tell"` leaves out. */
export interface Gap {
  /** The conversation. */
  readonly conversation: ConversationKey;
  /**
   * The id up to which every message was delivered, late ones included. Some of
   * the messages above it may be known, if the gap began a few seconds after.
   */
  readonly after: string;
  /** The oldest message above the gap, which is delivered next. */
  readonly before: string;
}
