import type { Api } from "../resource.ts";
import { myIdOf } from "../resources/my_id.ts";
import type { PlainMessage } from "../tail/plain_source.ts";
import { toDate, toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type ConversationLike, conversationOf } from "./conversation.ts";
import { hostOf } from "./host.ts";
import { LiveTimeline } from "./live.ts";
import type { TimelineOptions } from "./options.ts";

/**
 * A conversation as one live value, without the classes of messages: for a page
 * that has to be small.
 *
 * @param session Sends the requests: one for all of a program.
 * @param conversation The id of a group or topic, or a key.
 * @throws {TypeError} Without a conversation, or with an option of another
 * kind.
 * @throws {RangeError} With a number out of its range.
 *
 * @example Show what is said
 * ```ts
 * import { Session } from "@rxgroupme/client";
 * import { timelineOf } from "@rxgroupme/client/timeline";
 *
 * const session = new Session({ token: "..." });
 * timelineOf(session, "1234").subscribe(({ items }) => {
 *   console.log(items.map(({ message }) => message.data.text));
 * });
 * ```
 */
export function timelineOf(
  session: Api,
  conversation: ConversationLike,
  options: TimelineOptions<PlainMessage> = {},
): LiveTimeline<PlainMessage> {
  const key = conversationOf(conversation);
  const me = myIdOf(session);
  const read = (data: MessageData): PlainMessage => ({
    id: toId(data.id),
    createdAt: toDate(data.created_at),
    data,
  });
  return new LiveTimeline(
    hostOf({ session, key, me, read }),
    options,
  );
}
