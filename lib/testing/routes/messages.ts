import { empty, failure, GONE, ok } from "../server/answer.ts";
import { asFields } from "../server/body.ts";
import { messagePage } from "../model/message_pages.ts";
import { claimGuid, post, readPost } from "../model/posting.ts";
import type { ConversationContext } from "../model/conversation_context.ts";
import { sentWire } from "../model/wire.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Reads and posts messages of groups. */
export const MESSAGE_ROUTES: readonly Route[] = [
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

function list({ world, user, params, query }: RoutedRequest) {
  const context = groupContext(world, params.groupId, user.id);
  if (!context) return GONE;
  const kind = { name: "messages", afterId: "supported" } as const;
  return messagePage(context.conversation, query, world, kind);
}

function get({ world, user, params }: RoutedRequest) {
  const context = groupContext(world, params.groupId, user.id);
  const message = context?.conversation.find(params.messageId ?? "");
  return message ? ok({ message: message.data }) : GONE;
}

/** A group or a topic; the paths of groups lead to no chat. */
function groupContext(
  world: World,
  id = "",
  userId: string,
): ConversationContext | undefined {
  const context = world.contextFor(id, userId);
  return context?.group && context;
}

function create({ world, user, params, fields }: RoutedRequest) {
  const groupId = params.groupId ?? "";
  const context = groupContext(world, groupId, user.id);
  const member = context?.group?.members.get(user.id);
  if (!context || !member) return GONE;
  const content = readPost(world, asFields(fields.message));
  if (!content) return failure(400, ["text or attachments are invalid"]);
  const { guid } = content;
  const isNew = guid === undefined ||
    claimGuid(world, `${groupId} ${user.id} ${guid}`);
  if (!isNew) return empty(409);
  const message = post(world, context.conversation, {
    id: user.id,
    name: member.nickname,
    imageUrl: member.imageUrl,
    type: "user",
  }, content);
  return ok({ message: sentWire(message) }, 201);
}
