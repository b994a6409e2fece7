import { defer, map, type Observable, of, switchMap } from "rxjs";
import { encodeReaction } from "../resources/encode_reaction.ts";
import type { Reaction } from "../resources/likes.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import {
  conversationPathOf,
  type MessageTarget,
} from "../resources/messages/message_target.ts";
import { exclusively } from "../transport/exclusively.ts";
import { pathId } from "../util/validate.ts";
import { toObject } from "../wire/json.ts";
import {
  type ReactionCount,
  reactionKey,
  reactionsOf,
  toCounts,
} from "./reaction_count.ts";

/**
 * The reactions that GroupMe's own apps offer. Another one is sent all the
 * same; whether the server takes it is not documented.
 */
export const REACTIONS: readonly string[] =
  /* @__PURE__ */ "❤️ 👍 🤣 🎉 🔥 😮 👀 😭 🥺 🙏 💀 🫶 🤬 💅 🫠"
    .split(" ");

/**
 * Makes this your one reaction to a message. Cold; safe to repeat.
 *
 * GroupMe ignores a second reaction with a success, so where you have reacted,
 * or may have, the first is taken back before: two requests. A message without
 * any reaction costs one. Changes of your reaction to one message by the same
 * client are made one after the other, and the last one stands.
 *
 * @param target The message, or its id among the messages of its group.
 * @param reaction A character, or a picture of one of GroupMe's packs.
 * @returns The reactions to the message as they are then, then completion; or
 * a {@linkcode GroupMeError}. Where the second request fails, the first stays
 * done.
 * @throws {TypeError} Without an id, or with an empty reaction.
 *
 * @example React with fire
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { setReaction } from "@rxgroupme/client/reactions";
 *
 * const client = Client.fromToken("...");
 * const manager = client.groups.messages("1234");
 * setReaction({ manager, id: "175405230148217736" }, "🔥")
 *   .subscribe((reactions) => console.log(reactions));
 * ```
 */
export function setReaction(
  target: MessageTarget,
  reaction: Reaction,
): Observable<readonly ReactionCount[]> {
  const like = send(target, "like", { like_icon: encodeReaction(reaction) });
  const key = reactionKey(reaction);
  const replace = send(target, "unlike").pipe(switchMap(() => like));
  const isFresh = "data" in target &&
    reactionsOf(target as AnyMessage).length === 0;
  const set = isFresh
    ? like.pipe(switchMap((counts) =>
      // Another device of yours had reacted, where it is not among them.
      !counts || counts.some((it) => reactionKey(it.reaction) === key)
        ? of(counts)
        : replace
    ))
    : replace;
  return inTurn(target, set);
}

/**
 * Takes your reaction to a message back, after changes of it that began before,
 * as {@linkcode setReaction}. Cold; safe to repeat.
 *
 * @param target The message, or its id among the messages of its group.
 * @returns The reactions to the message as they are then, then completion.
 * @throws {TypeError} Without an id.
 */
export function clearReaction(
  target: MessageTarget,
): Observable<readonly ReactionCount[]> {
  return inTurn(target, send(target, "unlike"));
}

/** Reads the reactions to a message from the server. */
export function read(
  target: MessageTarget,
): Observable<readonly ReactionCount[]> {
  return defer((): Observable<AnyMessage> => target.manager.get(target.id))
    .pipe(map(reactionsOf));
}

/** Changes a reaction; reads them all where the answer did not say them. */
function inTurn(
  target: MessageTarget,
  change: Observable<readonly ReactionCount[] | undefined>,
): Observable<readonly ReactionCount[]> {
  const { session } = target.manager;
  return exclusively(session, target.id, change).pipe(
    switchMap((counts) => counts ? of(counts) : read(target)),
  );
}

/** Emits what the answer says; `undefined` where an older server says nothing. */
function send(
  target: MessageTarget,
  verb: "like" | "unlike",
  body?: object,
): Observable<readonly ReactionCount[] | undefined> {
  const id = pathId(target.id, "id");
  return target.manager.session.request({
    method: "POST",
    path: `/messages/${conversationPathOf(target)}/${id}/${verb}`,
    body,
    idempotent: true,
    read: (answer) => {
      const { reactions } = toObject(answer);
      return Array.isArray(reactions) ? toCounts(reactions) : undefined;
    },
  });
}
