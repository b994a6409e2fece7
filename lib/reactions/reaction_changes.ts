import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { isObject, type JsonObject, toId, toObjects } from "../wire/json.ts";
import type { ReactionCount } from "./reaction_count.ts";
import { toCounts } from "./reaction_count.ts";

/** The reactions to a message have changed. */
export interface ReactionChange {
  /** The message's id. */
  readonly messageId: string;
  /** The conversation that the message is in. */
  readonly conversation: ConversationKey;
  /** User id of who reacted, or took a reaction back. */
  readonly by: string;
  /** All reactions that the message has now. */
  readonly reactions: readonly ReactionCount[];
}

/** How many changes are remembered, to leave out those told a second time. */
const MEMORY = 100;

/**
 * The changes of reactions that push tells of, each once.
 *
 * GroupMe pushes `favorite` on a conversation's channel for each reaction and
 * each one taken back, and `like.create` on your own for a reaction to a
 * message of yours. Nothing tells of them by polling; see
 * {@linkcode watchReactions}. Completes and errors as its source does.
 *
 * @example Show reactions as they happen
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push } from "@rxgroupme/client/push";
 * import { reactionChanges } from "@rxgroupme/client/reactions";
 *
 * const client = Client.fromToken("...");
 * push(client).events({ groupId: "1234" }).pipe(reactionChanges())
 *   .subscribe(({ messageId, reactions }) => console.log(messageId, reactions));
 * ```
 */
export function reactionChanges(): OperatorFunction<PushEvent, ReactionChange> {
  return (source) =>
    defer(() => {
      const emitted: string[] = [];
      return source.pipe(
        map(reactionChangeOf),
        filter((change): change is ReactionChange => {
          const text = JSON.stringify(change);
          if (!change || emitted.includes(text)) return false;
          // Reactions given and taken in turn are all told.
          const other = emitted.findIndex((it) =>
            it.startsWith(`{"messageId":"${change.messageId}"`)
          );
          if (other >= 0) emitted.splice(other, 1);
          if (emitted.push(text) > MEMORY) emitted.shift();
          return true;
        }),
      );
    });
}

/** The change of reactions that an event tells of, if it does. */
function reactionChangeOf(
  { type, conversation, data }: PushEvent,
): ReactionChange | undefined {
  if (type !== "favorite" && type !== "like.create" && type !== "like.delete") {
    return;
  }
  const { subject } = data as unknown as JsonObject;
  if (!isObject(subject) || !conversation) return;
  const [message] = toObjects<JsonObject>([
    subject.line,
    subject.direct_message,
  ]);
  const messageId = toId(message?.id);
  if (!messageId || !Array.isArray(subject.reactions)) return;
  return {
    messageId,
    conversation,
    by: toId(subject.user_id),
    reactions: toCounts(subject.reactions),
  };
}
