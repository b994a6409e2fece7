import { concatMap, map, type Observable, of } from "rxjs";
import {
  type ReactionCount,
  reactionKey,
  reactionsOf,
  toCounts,
} from "../reactions/reaction_count.ts";
import { type Api, command } from "../resource.ts";
import { idOf } from "../resources/conversation.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import type { Reaction } from "../resources/likes.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import { readMessage } from "../resources/messages/read_message.ts";
import { exclusively } from "../transport/exclusively.ts";
import { groupPath, pathId } from "../util/validate.ts";
import { toObject } from "../wire/json.ts";
import { itemOf } from "./context.ts";
import { deleted, type Facts, readContent } from "./facts.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Overlay } from "./inputs.ts";
import type { Store } from "./store.ts";
import { toTallies } from "./tallies.ts";

/** A change of a message that stands, not confirmed yet. */
export interface Change<M> {
  readonly id: string;
  /** Kept, as its row may be out of the window when the turn comes. */
  readonly message: M;
  readonly overlay: Overlay;
}

/** Requests a change; emits what the answer tells of the message. */
export function requestChange<M extends TimelineMessage>(
  { session, key, me }: TimelineHost<M>,
  store: Store<M>,
  { id, message, overlay }: Change<M>,
): Observable<Facts> {
  const { change, text, attachments, reaction } = overlay;
  const messageId = pathId(id, "id");
  if (change === "edit") {
    const place = "groupId" in key
      ? groupPath(key.groupId)
      : `/direct_messages/${pathId(key.otherUserId, "otherUserId")}`;
    return session.request({
      method: "PUT",
      host: "v4",
      path: `${place}/messages/${messageId}`,
      body: { text, attachments },
      idempotent: true,
      read: readMessage,
    }).pipe(map((data) => ({
      id,
      content: readContent(data, store.learned().asOf),
    })));
  }
  return idOf({ id: me }, key).pipe(
    map(encodeURIComponent),
    concatMap((conversation): Observable<Facts> =>
      change === "delete"
        ? command(session, {
          method: "DELETE",
          path: `/conversations/${conversation}/messages/${messageId}`,
          wrapAttempt: deleteIdempotent(),
        }).pipe(map(() => ({ id, content: deleted(0, "sender") })))
        // In turn with `setReaction()` of the same client.
        : exclusively(
          session,
          id,
          requestReaction(
            session,
            `/messages/${conversation}/${messageId}`,
            reaction,
            message,
          ),
        ).pipe(
          map((counts) => {
            const { asOf } = store.learned();
            // Where the answer does not tell, it is as it is shown.
            const tallies = counts
              ? toTallies(counts)
              : itemOf(store, id)?.reactions;
            return { id, ...tallies && { reactions: { asOf, tallies } } };
          }),
        )
    ),
  );
}

/** Emits all reactions then, where the answer tells them. */
function requestReaction<M extends TimelineMessage>(
  session: Api,
  path: string,
  reaction: Reaction | null | undefined,
  message: M,
): Observable<readonly ReactionCount[] | undefined> {
  const send = (verb: "like" | "unlike", body?: object) =>
    session.request({
      method: "POST",
      path: `${path}/${verb}`,
      body,
      idempotent: true,
      read: (answer) => {
        const { reactions } = toObject(answer);
        return reactions === undefined ? undefined : toCounts(reactions);
      },
    });
  const clear = send("unlike");
  if (!reaction) return clear;
  const like = send("like", { like_icon: encodeReaction(reaction) });
  const key = reactionKey(reaction);
  // GroupMe ignores a second reaction: the first is taken back before.
  const replace = clear.pipe(concatMap(() => like));
  if (reactionsOf(message).length > 0) return replace;
  return like.pipe(
    concatMap((counts) =>
      !counts || counts.some((it) => reactionKey(it.reaction) === key)
        ? of(counts)
        // Another device had reacted.
        : replace
    ),
  );
}
