import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { subjectOf } from "../push/events/notice.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { toId, toObject } from "../wire/json.ts";
import { type ReactionCount, toCounts } from "./reaction_count.ts";

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

/** How many changes are remembered, to leave out those emitted before. */
const MEMORY = 100;

/**
 * The changes of reactions that push tells of, each once: the last 100 are
 * remembered.
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
      /** The changes that were emitted, the newest first. */
      const emitted: Emission[] = [];
      return source.pipe(
        map((event) => {
          const change = reactionChangeOf(event);
          if (!change) return;
          const { type, data } = event;
          const { messageId } = change;
          const text = JSON.stringify(change);
          const key = toId(toObject(data).received_at);
          const equal = emitted.filter((it) => it.text === text);
          const last = emitted.find((it) => it.messageId === messageId);
          // The same event, or one of the other kind, or twice in a row. A
          // reaction given, taken back and given again is three.
          const same = equal.find((it) => key && it.keys[type] === key) ??
            equal.find((it) => it.keys[type] === undefined) ??
            equal.find((it) => it === last);
          if (same) {
            same.keys[type] ??= key;
            return;
          }
          emitted.unshift({ messageId, text, keys: { [type]: key } });
          emitted.splice(MEMORY);
          return change;
        }),
        filter(Boolean),
      );
    });
}

/** A change that was emitted. */
interface Emission {
  readonly messageId: string;
  readonly text: string;
  /** When GroupMe received the event of each type that told of it. */
  readonly keys: { [type: string]: string };
}

/** The change of reactions that an event tells of, if it does. */
function reactionChangeOf(event: PushEvent): ReactionChange | undefined {
  const { type, conversation } = event;
  if (!/^(favorite|like\.(create|delete))$/.test(type)) return;
  const { line, direct_message, reactions, user_id } = subjectOf(event);
  const messageId = toId(toObject(line ?? direct_message).id);
  return conversation && messageId && Array.isArray(reactions)
    ? {
      messageId,
      conversation,
      by: toId(user_id),
      reactions: toCounts(reactions),
    }
    : undefined;
}
