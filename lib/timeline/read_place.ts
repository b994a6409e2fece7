import type { Observable } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";

/** How far a conversation was read, and how many messages are unread. */
export interface Place {
  /** The newest message that was read; `""` for none. */
  readonly readUpTo: string;
  /** How many messages of others are unread. */
  readonly count: number;
}

/** What a timeline needs to know, and to tell, of what was read. */
export interface ReadPlace {
  /** How far you have read a conversation; one request. */
  place(conversation: ConversationKey): Observable<Place>;
  /** Tells GroupMe that you have read up to a message. */
  mark(conversation: ConversationKey, messageId: string): Observable<unknown>;
}
