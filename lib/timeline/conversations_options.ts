import type { LiveSource } from "../tail/live_source.ts";
import type { ConversationRow } from "./conversation_row.ts";
import { NOT_STARTED } from "./status.ts";
import type { TimelineStatus } from "./types.ts";

/** The list of all conversations at one moment. Frozen, as `rows` is. */
export interface Conversations {
  /** Pinned ones first, then by activity; groups and chats in one list. */
  readonly rows: readonly ConversationRow[];
  /** How it is connected. */
  readonly status: TimelineStatus;
}

/** How often to poll; times in ms. */
export interface ConversationsOptions {
  /**
   * Milliseconds between two polls while messages come; above 0, up to 2^31 - 1.
   *
   * @default {2_000}
   */
  readonly interval?: number | undefined;
  /**
   * The longest wait in ms, which it grows to without activity; above 0, up to
   * 2^31 - 1.
   *
   * @default {20_000}
   */
  readonly maxInterval?: number | undefined;
  /**
   * A source that delivers messages as they are written, such as push. While it is up,
   * the indexes are read each 15 minutes.
   *
   * @default {polling alone}
   */
  readonly via?: LiveSource | undefined;
}

/** The value before anything was requested. */
export function nothingYet(): Conversations {
  return Object.freeze({ rows: Object.freeze([]), status: NOT_STARTED });
}
