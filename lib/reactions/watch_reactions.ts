import type { Observable } from "rxjs";
import type { MessageTarget } from "../resources/messages/message_target.ts";
import { type WatchOptions, watchValue } from "../resources/watch_value.ts";
import type { ReactionCount } from "./reaction_count.ts";
import { read } from "./set_reaction.ts";

/**
 * The reactions to one message, read at once, again at each value of `on`,
 * and each `interval`. Cold; one request for each read.
 *
 * @param options `on`: such as `push(client).events(conversation)`;
 * `interval`: ms between two reads, 1 and above, 10,000 by default.
 * @returns All reactions, whenever they differ from the last. It does not
 * complete. A transient failure does not end it; a {@linkcode NotFound} when
 * the message is gone does.
 * @throws {RangeError} With an `interval` below 1 ms.
 *
 * @example Watch the reactions to a message
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { watchReactions } from "@rxgroupme/client/reactions";
 *
 * const client = Client.fromToken("...");
 * const manager = client.groups.messages("1234");
 * watchReactions({ manager, id: "175405230148217736" })
 *   .subscribe((reactions) => console.log(reactions));
 * ```
 */
export function watchReactions(
  target: MessageTarget,
  options?: WatchOptions,
): Observable<readonly ReactionCount[]> {
  return watchValue(read(target), target.manager.session, options);
}
