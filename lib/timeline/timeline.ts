import type { Client } from "../client.ts";
import {
  type AnyMessage,
  anySource,
} from "../resources/messages/any_message.ts";
import type { ConversationSource } from "../tail/conversation_source.ts";
import { assertMethod } from "../util/validate.ts";
import { type ConversationLike, conversationOf } from "./conversation.ts";
import { hostOf } from "./host.ts";
import { LiveTimeline } from "./live.ts";
import type { TimelineOptions } from "./options.ts";

/** How a timeline of a client reads, and from where. */
export interface ClientTimelineOptions extends TimelineOptions<AnyMessage> {
  /**
   * The source of pages, such as a mirror.
   *
   * @default {GroupMe}
   */
  readonly source?: ConversationSource<AnyMessage> | undefined;
}

/**
 * A conversation as one live value, for any UI: messages, edits, deletions,
 * reactions, what is being sent, what is unread and who is typing, in one frozen
 * snapshot. Nothing is requested before it is subscribed to.
 *
 * @param conversation The id of a group or topic; a key, as `{ otherUserId:
 * "41870263" }` of a chat; a `Group` or `Chat`.
 * @returns The snapshots: that of now at once, then each newer one. It never
 * completes and never errors: errors are in the snapshots.
 * @throws {TypeError} Without a conversation, or with an option of another
 * kind.
 * @throws {RangeError} With a number out of its range.
 *
 * @example Show a conversation, and write in it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { timeline } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const live = timeline(client, "1234");
 * live.subscribe(({ items, status }) => {
 *   console.log(status.state, items.map(({ message }) => message.text));
 * });
 * live.send("Dinner at six?");
 * ```
 */
export function timeline(
  client: Client,
  conversation: ConversationLike,
  { source, ...options }: ClientTimelineOptions = {},
): LiveTimeline<AnyMessage> {
  assertMethod(source, "fetch", "source");
  const { session, user } = client;
  const key = conversationOf(conversation);
  const { read } = anySource(session, user)(key);
  return new LiveTimeline(
    hostOf({ session, key, me: user.id, read, source }),
    options,
  );
}
