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
      /** The changes that were emitted, the newest first. */
      const emitted: Emission[] = [];
      return source.pipe(
        map((event) => {
          const change = reactionChangeOf(event);
          if (!change) return;
          const { type } = event;
          const { messageId } = change;
          const text = JSON.stringify(change);
          const same = emitted.find((it) => it.text === text);
          const last = emitted.find((it) => it.messageId === messageId);
          // Told by an event of the other kind too, or twice in a row. A reaction
          // given, taken back and given again is three.
          if (same && (same.type !== type || same === last)) return;
          emitted.unshift({ type, messageId, text });
          emitted.splice(MEMORY);
          return change;
        }),
        filter(Boolean),
      );
    });
}

/** A change that was emitted, and the kind of its event. */
interface Emission {
  readonly type: string;
  readonly messageId: string;
  readonly text: string;
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
