import type { Observable } from "rxjs";
import type { Priority, Query } from "../transport/request.ts";
import type { MessageData } from "../wire/message.ts";
import type { ConversationKey } from "./live_source.ts";
import type { Timestamped } from "./dedupe_window.ts";

/** Asks for a page of a conversation; again by itself only if `repeatable`. */
export type FetchPage<M> = (
  query: Query,
  options?: { idempotent: boolean; priority?: Priority },
) => Observable<readonly M[]>;

/** A conversation as a tail needs it. */
export interface ConversationSource<M extends Timestamped> {
  /** Which one. */
  readonly key: ConversationKey;
  /** Asks for a page of it. */
  readonly fetch: FetchPage<M>;
  /** Makes a message of its JSON. */
  readonly read: (data: MessageData) => M;
}

/** The name of a conversation, under which a cursor keeps it. */
export function conversationKey(key: ConversationKey): string {
  return "groupId" in key ? `group ${key.groupId}` : `user ${key.otherUserId}`;
}
