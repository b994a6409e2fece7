import { failure, gone, ok } from "../server/answer.ts";
import { asFields } from "../server/body.ts";
import { type Like, plainLike, readIcon } from "../model/like.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PATH = "/v3/messages/:conversationId/:messageId";

/** Likes messages, of groups and direct ones, and takes likes back. */
export const likeRoutes: readonly Route[] = [
  { method: "POST", path: `${PATH}/like`, handle: like },
  { method: "POST", path: `${PATH}/unlike`, handle: unlike },
];

function like(call: RoutedRequest) {
  const { user, world, fields } = call;
  const { like_icon } = fields;
  const icon = like_icon === undefined || like_icon === null
    ? plainLike
    : readIcon(asFields(like_icon));
  if (!icon) return failure(400, ["like_icon is invalid"]);
  return react(call, true, (likes) => {
    // A second one is ignored, whatever it looks like.
    const isFirst = likes.every(({ userId }) => userId !== user.id);
    const mine = { userId: user.id, at: world.now(), icon };
    return isFirst ? [...likes, mine] : likes;
  });
}

function unlike(call: RoutedRequest) {
  const { user } = call;
  return react(
    call,
    false,
    (likes) => likes.filter(({ userId }) => userId !== user.id),
  );
}

function react(
  { world, user, params: { conversationId = "", messageId = "" } }:
    RoutedRequest,
  isAdded: boolean,
  change: (likes: readonly Like[]) => readonly Like[],
) {
  const conversation = world.conversationOf(conversationId, user.id);
  const before = conversation?.find(messageId);
  if (!conversation || !before) return gone;
  const likes = change(before.likes);
  let message = before.data;
  if (likes.length !== before.likes.length) {
    message = conversation.edit(messageId, (stored) =>
      stored.setLikes([...likes])) ?? message;
    const userIds = world.audienceOf(conversationId);
    const by = { userId: user.id, userIds, conversationId };
    world.changes.next({ type: "reactions", message, isAdded, ...by });
  }
  const reactions = (message.reactions ?? []).map((reaction) => ({
    pack_id: 0,
    pack_index: 0,
    ...reaction,
  }));
  return ok({ reactions });
}
