import type { Observable } from "rxjs";
import type { Priority, Query } from "../transport/request.ts";
import type { MessageData } from "../wire/message.ts";
import type { ConversationKey } from "./live_source.ts";

/** The fields of a message that a tail reads. */
export interface Timestamped {
  /** Decimal digits that grow with time. */
  readonly id: string;
  /** The time at which it was written. */
  readonly createdAt?: Date | undefined;
}

/** A conversation as a tail needs it. */
export interface ConversationSource<M extends Timestamped> {
  /** The conversation. */
  readonly key: ConversationKey;
  /** Requests a page of it; retried only where it is `idempotent`. */
  readonly fetch: (
    query: Query,
    options?: { idempotent: boolean; priority?: Priority },
  ) => Observable<readonly M[]>;
  /** Makes a message of its JSON. */
  readonly read: (data: MessageData) => M;
}

/** The name of a conversation, under which a cursor keeps it. */
export function conversationKey(key: ConversationKey): string {
  return "groupId" in key ? `group ${key.groupId}` : `user ${key.otherUserId}`;
}

/** The conversation with such a name. */
export function conversationOf(name: string): ConversationKey {
  const [kind, id = ""] = name.split(" ");
  return kind === "group" ? { groupId: id } : { otherUserId: id };
}
