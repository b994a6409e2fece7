import { concatMap, map, type Observable, of } from "rxjs";
import { type Api, command } from "../resource.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import { readMessage } from "../resources/messages/read_message.ts";
import { conversationIdOf } from "../util/ids.ts";
import { groupPath, pathId } from "../util/validate.ts";
import { toObject } from "../wire/json.ts";
import type { Commands, TimelineMessage } from "./host.ts";
import { hasReaction, readReactions, readTallies } from "./tallies.ts";
import type { Tally } from "./types.ts";

/** Changes messages by plain requests, without the classes of messages. */
export function plainCommands(
  session: Api,
  key: ConversationKey,
  me: Observable<string>,
): Commands<TimelineMessage> {
  const place = "groupId" in key
    ? groupPath(key.groupId)
    : `/direct_messages/${pathId(key.otherUserId, "otherUserId")}`;
  const conversation = me.pipe(
    map((id) =>
      encodeURIComponent(
        "groupId" in key ? key.groupId : conversationIdOf(id, key.otherUserId),
      )
    ),
  );
  const react = (
    path: string,
    verb: "like" | "unlike",
    body?: unknown,
  ): Observable<readonly Tally[] | undefined> =>
    session.request({
      method: "POST",
      path: `${path}/${verb}`,
      body,
      idempotent: true,
      read: (answer) => {
        const { reactions } = toObject(answer);
        return reactions === undefined ? undefined : readReactions(reactions);
      },
    });
  return {
    edit: ({ id }, content) =>
      session.request({
        method: "PUT",
        host: "v4",
        path: `${place}/messages/${pathId(id, "id")}`,
        body: content,
        idempotent: true,
        read: readMessage,
      }),
    remove: ({ id }) =>
      conversation.pipe(
        concatMap((conversation) =>
          command(session, {
            method: "DELETE",
            path: `/conversations/${conversation}/messages/${pathId(id, "id")}`,
            wrapAttempt: deleteIdempotent(),
          })
        ),
      ),
    react: ({ id, data }, reaction) =>
      conversation.pipe(concatMap((conversation) => {
        const path = `/messages/${conversation}/${pathId(id, "id")}`;
        const cleared = react(path, "unlike");
        if (reaction === null) return cleared;
        const like = react(path, "like", {
          like_icon: encodeReaction(reaction),
        });
        // GroupMe ignores a second reaction: the first is taken back before.
        const replaced = cleared.pipe(concatMap(() => like));
        if (readTallies(data).length > 0) return replaced;
        return like.pipe(
          concatMap((tallies) =>
            !tallies || hasReaction(tallies, reaction)
              ? of(tallies)
              // Another device had reacted.
              : replaced
          ),
        );
      })),
  };
}
