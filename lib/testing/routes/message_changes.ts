import {
  type Answer,
  empty,
  failure,
  forbidden,
  gone,
  ok,
  page,
} from "../server/answer.ts";
import { asText, type Fields } from "../server/body.ts";
import { isAdmin } from "../model/group.ts";
import { notice } from "../model/notices.ts";
import {
  type ConversationContext,
  editPeriodOf,
  nameIn,
} from "../model/conversation_context.ts";
import { announce, readPost } from "../model/posting.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { WireMessage } from "../model/wire.ts";
import { chatId } from "../model/world.ts";

/** Edits and deletes messages. */
export const messageChangeRoutes: readonly Route[] = [
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
  if (!context || !before) return gone;
  const content = readEdit(fields);
  if (!content) return failure(400, ["Invalid text"], 40001);
  const isOver = world.seconds() > before.created_at + editPeriodOf(context);
  const isOwn = before.sender_id === user.id && before.deleted_at === undefined;
  if (!isOwn || isOver) return forbidden;
  const { conversation } = context;
  const updated_at = world.seconds();
  const message = conversation.edit(messageId, (stored) => {
    stored.change({ ...stored.data, ...content, updated_at });
  });
  if (!message) return gone;
  const text = `${
    nameIn(world, context, user.id)
  } edited to: “${content.text}”`;
  notice(world, conversation, text, "message.update", {
    message_id: messageId,
    sender_id: user.id,
    updated_at,
    message: content,
  });
  announce(world, "edited", message, conversation.id);
  return ok({ message });
}

/** Reads an edit, which needs a text; attachments that it leaves out go. */
function readEdit(
  fields: Fields,
): Pick<WireMessage, "text" | "attachments"> | undefined {
  if (asText(fields.text) === undefined) return undefined;
  const content = readPost(fields);
  return content && { text: content.text, attachments: content.attachments };
}

function remove({ world, user, params }: RoutedRequest): Answer {
  const { conversationId = "", messageId = "" } = params;
  const context = world.contextFor(conversationId, user.id);
  const before = context?.conversation.find(messageId)?.data;
  if (!context || !before) return page(404, "Not Found");
  const { conversation } = context;
  const deletion_actor = before.sender_id === user.id ? "sender" : "admin";
  if (!mayDelete(context, user.id, deletion_actor)) return forbidden;
  const deleted_at = world.seconds();
  const text = "This message was deleted";
  const left = { text, attachments: [], deleted_at, deletion_actor };
  // The sender leaves a tombstone; an admin takes the row away.
  if (deletion_actor === "sender") {
    conversation.edit(messageId, (stored) => {
      stored.change({ ...stored.data, ...left });
    });
  } else {
    conversation.remove(messageId);
  }
  notice(world, conversation, "A message was deleted.", "message.deleted", {
    message_id: messageId,
    deleted_at,
    deletion_actor,
    deleter_id: user.id,
  });
  announce(world, "deleted", { ...before, ...left }, conversation.id);
  return empty(204);
}

/** Whether a user may delete; the group's setting tells who of the two may. */
function mayDelete(
  { group }: ConversationContext,
  userId: string,
  actor: "sender" | "admin",
): boolean {
  if (!group) return actor === "sender";
  const { messageDeletionMode: mode } = group;
  if (Array.isArray(mode) && !mode.includes(actor)) return false;
  return actor === "sender" || isAdmin(group, userId);
}
