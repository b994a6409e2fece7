import type { Observable } from "rxjs";
import type { GroupData } from "../../wire/group.ts";
import type { ConversationKey } from "../live_source.ts";

/** A conversation, and its newest message. */
export interface ChangedConversation {
  /** The conversation. */
  readonly key: ConversationKey;
  /** The id of its newest message; `""` where it has none. */
  readonly lastId: string;
  /** When that was written, in seconds since 1970, as far as it is known. */
  readonly lastAt?: number | null | undefined;
}

/**
 * Conversations that no index of GroupMe's lists, such as topics: for
 * `client.tail({ also })`.
 */
export interface ExtraConversations {
  /**
   * Lists the conversations that may have news. It is called once a poll.
   *
   * @param groups The groups that this poll has read: all of them at the first
   * one, later the page of those with the newest messages.
   * @returns Emits one list, and completes. An error does not stop the other
   * conversations.
   */
  changed(
    groups: readonly GroupData[],
  ): Observable<readonly ChangedConversation[]>;
}
