import { failure, GONE, ok } from "../server/answer.ts";
import { asFields } from "../server/body.ts";
import { type LikeIcon, PLAIN_LIKE, readIcon } from "../model/like.ts";
import { reactTo } from "../model/message_changes.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PATH = "/v3/messages/:conversationId/:messageId";

/** Likes messages, of groups and direct ones, and takes likes back. */
export const LIKE_ROUTES: readonly Route[] = [
  { method: "POST", path: `${PATH}/like`, handle: like },
  { method: "POST", path: `${PATH}/unlike`, handle: unlike },
];

function like(call: RoutedRequest) {
  const { fields } = call;
  const { like_icon } = fields;
  const icon = like_icon === undefined || like_icon === null
    ? PLAIN_LIKE
    : readIcon(asFields(like_icon));
  if (!icon) return failure(400, ["like_icon is invalid"]);
  return react(call, icon);
}

function unlike(call: RoutedRequest) {
  return react(call, null);
}

function react(
  { world, user, params: { conversationId = "", messageId = "" } }:
    RoutedRequest,
  icon: LikeIcon | null,
) {
  const context = world.contextFor(conversationId, user.id);
  const message = context &&
    reactTo(world, { context, messageId, userId: user.id }, icon);
  if (!message) return GONE;
  const reactions = (message.reactions ?? []).map((reaction) => ({
    pack_id: 0,
    pack_index: 0,
    ...reaction,
  }));
  return ok({ reactions });
}
