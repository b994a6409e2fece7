import { failure, gone, ok } from "../server/answer.ts";
import { asFields, asText, type Fields, fieldsOf } from "../server/body.ts";
import {
  type Like,
  likeCodes,
  type LikeIcon,
  plainLike,
} from "../model/like.ts";
import { announce } from "../model/posting.ts";
import type { Call, Route } from "../server/router.ts";

const path = "/v3/messages/:conversationId/:messageId";

/** Likes messages, of groups and direct ones, and takes likes back. */
export const likeRoutes: readonly Route[] = [
  { method: "POST", path: `${path}/like`, handle: like },
  { method: "POST", path: `${path}/unlike`, handle: unlike },
];

function like(call: Call) {
  const { user, world, bytes } = call;
  const { like_icon } = fieldsOf(bytes);
  const icon = like_icon === undefined || like_icon === null
    ? plainLike
    : readIcon(asFields(like_icon));
  if (!icon) return failure(400, ["like_icon is invalid"]);
  return react(call, (likes) => {
    // A second one is ignored, whatever it looks like.
    const isFirst = likes.every(({ userId }) => userId !== user.id);
    const mine = { userId: user.id, at: world.now(), icon };
    return isFirst ? [...likes, mine] : likes;
  });
}

function unlike(call: Call) {
  const { user } = call;
  return react(
    call,
    (likes) => likes.filter(({ userId }) => userId !== user.id),
  );
}

function react(
  { world, user, params: { conversationId = "", messageId = "" } }: Call,
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
    announce(world, "reactions", message, conversationId);
  }
  const reactions = (message.reactions ?? []).map((reaction) => ({
    pack_id: 0,
    pack_index: 0,
    ...reaction,
  }));
  return ok({ reactions });
}

function readIcon(fields: Fields): LikeIcon | undefined {
  const code = asText(fields.code);
  if (fields.type === "unicode") {
    const isKnown = code !== undefined && likeCodes.includes(code);
    return isKnown ? { type: "unicode", code } : undefined;
  }
  const [pack_id, pack_index] = [
    Number(fields.pack_id),
    Number(fields.pack_index),
  ];
  const isPack = fields.type === "emoji" && pack_id >= 0 && pack_index >= 0;
  return isPack ? { type: "emoji", pack_id, pack_index } : undefined;
}
