import { empty, failure, gone, ok } from "../server/answer.ts";
import { asFields, fieldsOf } from "../server/body.ts";
import { messagePage } from "../model/message_pages.ts";
import { claimGuid, post, readPost } from "../model/posting.ts";
import type { Call, Route } from "../server/router.ts";

/** Reads and posts messages of groups. */
export const messageRoutes: readonly Route[] = [
  { method: "GET", path: "/v3/groups/:groupId/messages", handle: list },
  { method: "POST", path: "/v3/groups/:groupId/messages", handle: create },
  {
    method: "GET",
    path: "/v3/groups/:groupId/messages/:messageId",
    handle: get,
  },
  {
    method: "GET",
    path: "/v4/groups/:groupId/messages/:messageId",
    handle: get,
  },
];

function list({ world, user, params, query }: Call) {
  const { settings } = world;
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return gone;
  group.conversation.reveal(world.now());
  const kind = { name: "messages", afterId: "supported" } as const;
  return messagePage(group.conversation, query, settings, kind);
}

function get({ world, user, params }: Call) {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return gone;
  group.conversation.reveal(world.now());
  const message = group.conversation.find(params.messageId ?? "");
  return message ? ok({ message: message.data }) : gone;
}

function create({ world, user, params, bytes }: Call) {
  const groupId = params.groupId ?? "";
  const group = world.groupOf(groupId, user.id);
  const member = group?.members.get(user.id);
  if (!group || !member) return gone;
  const content = readPost(asFields(fieldsOf(bytes).message));
  if (!content) return failure(400, ["text or attachments are invalid"]);
  const { guid } = content;
  const isNew = guid === undefined ||
    claimGuid(world, `${groupId} ${user.id} ${guid}`);
  if (!isNew) return empty(409);
  const message = post(world, group.conversation, {
    id: user.id,
    name: member.nickname,
    imageUrl: member.imageUrl,
    type: "user",
  }, content);
  // What is answered to a post lacks what lists have.
  const { platform: _, pinned_at: __, pinned_by: ___, ...sent } = message;
  return ok({ message: sent }, 201);
}
