import {
  type Answer,
  empty,
  failure,
  FORBIDDEN,
  GONE,
  ok,
  page,
} from "../server/answer.ts";
import { asText, type Fields } from "../server/body.ts";
import {
  type ConversationContext,
  editPeriodOf,
} from "../model/conversation_context.ts";
import { deleteMessage, editMessage } from "../model/message_changes.ts";
import { readPost } from "../model/posting.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { WireMessage } from "../model/wire.ts";
import { chatId, type World } from "../model/world.ts";

/** Edits and deletes messages. */
export const MESSAGE_CHANGE_ROUTES: readonly Route[] = [
  {
    method: "PUT",
    path: "/v4/groups/:groupId/messages/:messageId",
    handle: editInGroup,
  },
  {
    method: "PUT",
    path: "/v4/direct_messages/:otherId/messages/:messageId",
    handle: editInChat,
  },
  {
    method: "DELETE",
    path: "/v3/conversations/:conversationId/messages/:messageId",
    handle: remove,
  },
];

function editInGroup(call: RoutedRequest): Answer {
  const { world, user, params } = call;
  const context = world.contextFor(params.groupId ?? "", user.id);
  return edit(call, context?.group && context);
}

function editInChat(call: RoutedRequest): Answer {
  const { world, user, params } = call;
  const id = chatId(user.id, params.otherId ?? "");
  return edit(call, world.contextFor(id, user.id));
}

function edit(
  { world, user, params, fields }: RoutedRequest,
  context: ConversationContext | undefined,
): Answer {
  const { messageId = "" } = params;
  const before = context?.conversation.find(messageId)?.data;
  if (!context || !before) return GONE;
  const content = readEdit(world, fields);
  if (!content) return failure(400, ["Invalid text"], 40001);
  const isOver = world.seconds() > before.created_at + editPeriodOf(context);
  const isOwn = before.sender_id === user.id && before.deleted_at === undefined;
  if (!isOwn || isOver) return FORBIDDEN;
  const actor = { context, messageId, userId: user.id };
  const message = editMessage(world, actor, content);
  return message ? ok({ message }) : GONE;
}

/** Reads an edit, which needs a text; attachments that it leaves out go. */
function readEdit(
  world: World,
  fields: Fields,
): Pick<WireMessage, "text" | "attachments"> | undefined {
  if (asText(fields.text) === undefined) return undefined;
  const content = readPost(world, fields);
  return content && { text: content.text, attachments: content.attachments };
}

function remove({ world, user, params }: RoutedRequest): Answer {
  const { conversationId = "", messageId = "" } = params;
  const context = world.contextFor(conversationId, user.id);
  const before = context?.conversation.find(messageId)?.data;
  if (!context || !before) return page(404, "Not Found");
  const actor = { context, messageId, userId: user.id };
  return deleteMessage(world, actor) ? empty(204) : FORBIDDEN;
}
