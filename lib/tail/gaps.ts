import type { ConversationKey } from "./live_source.ts";

/** Messages that a tail with `gap: "tell"` left out. */
export interface Gap {
  /** The conversation. */
  readonly conversation: ConversationKey;
  /** The newest message below the gap that the tail knows. */
  readonly after: string;
  /** The oldest message above the gap; it is delivered after this was told. */
  readonly before: string;
}
