import type { Observable } from "rxjs";
import type { ConversationKey } from "../tail/live_source.ts";
import { withInside } from "./inside.ts";
import { readAlong } from "./read_along.ts";
import { type Counting, counting } from "./unread.ts";

/** How far a conversation was read, and how many messages are unread. */
export interface Place {
  /** The newest message that was read; `""` for none. */
  readonly readUpTo: string;
  /** Unread messages of others. */
  readonly count: number;
}

/** The read state as a timeline uses it. */
export interface ReadPlace {
  /** How far you have read a conversation; one value, then completion. */
  place(conversation: ConversationKey): Observable<Place>;
  /** Tells GroupMe that you have read up to a message; `true`, then completion. */
  mark(conversation: ConversationKey, messageId: string): Observable<unknown>;
}

/** The part of a timeline that shows what is unread, and tells what was read. */
export interface ReadInside {
  readonly counting: Counting;
  readonly along: typeof readAlong;
}

/**
 * A read state that is kept otherwise, for the option `read` of timelines.
 *
 * @example Tell an index of what was read, too
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import {
 *   conversations,
 *   readPlace,
 *   readPlaceOf,
 *   timeline,
 * } from "@rxgroupme/client/timeline";
 * import { tap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const list = conversations(client);
 * const { place, mark } = readPlace(client);
 * const read = readPlaceOf({
 *   place,
 *   mark: (key, id) => mark(key, id).pipe(tap(() => list.showAsRead(key))),
 * });
 * timeline(client, "1234", { read })
 *   .subscribe(({ unread }) => console.log(unread.count));
 * ```
 */
export function readPlaceOf(read: ReadPlace): ReadPlace {
  const inside: ReadInside = { counting, along: readAlong };
  return withInside(read, inside);
}
