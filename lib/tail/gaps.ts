import type { ConversationKey } from "./live_source.ts";

/** Messages that a tail with `gap: "tell"` leaves out. */
export interface Gap {
  /** The conversation. */
  readonly conversation: ConversationKey;
  /** The newest message below the gap that the tail knows. */
  readonly after: string;
  /** The oldest message above the gap, which is delivered next. */
  readonly before: string;
}
