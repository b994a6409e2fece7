/**
 * A conversation as one live value, for any UI: {@linkcode timeline} gives an
 * Observable of frozen snapshots, which never errors and never completes.
 *
 * @example Show a conversation, and write in it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { timeline } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const live = timeline(client, "1234");
 * live.subscribe(({ items }) => {
 *   console.log(items.map(({ message }) => message.text).join("\n"));
 * });
 * live.send("Dinner at six?");
 * ```
 *
 * @module
 */

export { cacheOf, memoryCache, type TimelineCache } from "./cache.ts";
export { indexedDbCache } from "./cache_indexed_db.ts";
export { type CacheStorageArea, webStorageCache } from "./cache_web_storage.ts";
export type { ConversationLike } from "./conversation.ts";
export type { ConversationRow, Preview } from "./conversation_row.ts";
export { conversations } from "./conversations.ts";
export { LiveConversations } from "./live_conversations.ts";
export type {
  Conversations,
  ConversationsOptions,
} from "./conversations_options.ts";
export { type Diff, diff, diffs } from "./diff.ts";
export type { TimelineMessage } from "./host.ts";
export { LiveTimeline } from "./live.ts";
export type {
  Intent,
  RefreshOptions,
  TimelineOptions,
  Visible,
} from "./options.ts";
export { type Outbox, outbox, type OutboxOptions } from "./outbox.ts";
export type {
  OutboxEntry,
  OverState,
  PendingEntry,
  StoredEntry,
} from "./outbox_entry.ts";
export { memoryOutbox, type OutboxStore } from "./outbox_store.ts";
export { indexedDbOutbox } from "./outbox_store_indexed_db.ts";
export {
  type OutboxStorage,
  webStorageOutbox,
} from "./outbox_store_web_storage.ts";
export {
  type OutboxChange,
  type OutboxChannel,
  type OutboxTabs,
  outboxTabs,
} from "./outbox_tabs.ts";
export type { Locks } from "../push/tabs/locks.ts";
export { readPlace } from "./read_place.ts";
export { type Place, type ReadPlace, readPlaceOf } from "./read_place_of.ts";
export { type ClientTimelineOptions, timeline } from "./timeline.ts";
export { timelineOf } from "./timeline_of.ts";
export type {
  ChangeKind,
  Edge,
  GapState,
  Person,
  ReadBy,
  Tally,
  Timeline,
  TimelineItem,
  TimelineStatus,
  UnreadMark,
} from "./types.ts";
export { typingVia } from "./typing.ts";
export { type Typing, typingOf } from "./typing_of.ts";
