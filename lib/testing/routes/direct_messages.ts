import { empty, failure, gone, nothing, ok, plain } from "../server/answer.ts";
import { asFields, asText, fieldsOf } from "../server/body.ts";
import { messagePage } from "../model/message_pages.ts";
import { claimGuid, post, readPost } from "../model/posting.ts";
import type { Call, Route } from "../server/router.ts";
import { chatId } from "../model/world.ts";

const path = "/v3/direct_messages";

/** Reads and posts direct messages. */
export const directMessageRoutes: readonly Route[] = [
  { method: "GET", path, handle: list },
  { method: "POST", path, handle: create },
  { method: "GET", path: `${path}/:messageId`, handle: get },
];

function list({ world, user, query }: Call) {
  const otherId = query.get("other_user_id");
  if (!otherId) return failure(400, ["other_user_id is required"]);
  if (!world.users.has(otherId)) return gone;
  const conversation = world.conversationOf(chatId(user.id, otherId), user.id);
  if (!conversation) return nothing;
  const { settings } = world;
  const { directAfterId: afterId } = settings;
  const kind = { name: "direct_messages", afterId };
  return messagePage(conversation, query, settings, kind);
}

function get({ world, user, params, query }: Call) {
  const id = chatId(user.id, query.get("other_user_id") ?? "");
  const message = world.conversationOf(id, user.id)
    ?.find(params.messageId ?? "");
  return message ? ok({ message: message.data }) : gone;
}

function create({ world, user, bytes }: Call) {
  const body = fieldsOf(bytes);
  // Android's composer sends it under another name.
  const fields = asFields(body.direct_message ?? body.message);
  const otherId = asText(fields.recipient_id) ?? "";
  const other = world.users.get(otherId);
  const content = readPost(fields);
  if (!content) return failure(400, ["text or attachments are invalid"]);
  if (!other) return failure(404, ["recipient not found"]);
  const isBlocked = world.blocks.some(({ userId, blockedUserId }) =>
    chatId(userId, blockedUserId) === chatId(user.id, otherId)
  );
  if (isBlocked) return plain(403, "Forbidden");
  const { conversation } = world.chatBetween(user, other);
  const { guid } = content;
  const isNew = guid === undefined ||
    claimGuid(world, `${conversation.id} ${user.id} ${guid}`);
  if (!isNew) return empty(409);
  const { imageUrl, name } = user;
  const author = { id: user.id, name, imageUrl, type: "user" } as const;
  const message = post(world, conversation, author, content);
  const { conversation_id: _, pinned_at: __, pinned_by: ___, ...sent } =
    message;
  return ok({ direct_message: sent }, 201);
}
