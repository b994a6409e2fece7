import {
  type Answer,
  empty,
  failure,
  forbidden,
  gone,
  ok,
  page,
} from "../server/answer.ts";
import { fieldsOf } from "../server/body.ts";
import type { Conversation } from "../model/conversation.ts";
import { isAdmin } from "../model/group.ts";
import { notice } from "../model/notices.ts";
import { readPost } from "../model/posting.ts";
import type { Call, Route } from "../server/router.ts";
import type { World } from "../model/world.ts";

/** Edits and deletes messages. */
export const messageChangeRoutes: readonly Route[] = [
  {
    method: "PUT",
    path: "/v4/groups/:groupId/messages/:messageId",
    handle: edit,
  },
  {
    method: "DELETE",
    path: "/v3/conversations/:conversationId/messages/:messageId",
    handle: remove,
  },
];

function edit({ world, user, params, bytes }: Call): Answer {
  const { groupId = "", messageId = "" } = params;
  const conversation = world.conversationOf(groupId, user.id);
  const before = conversation?.find(messageId)?.data;
  if (!conversation || !before) return gone;
  if (before.sender_id !== user.id) return forbidden;
  const content = readPost(fieldsOf(bytes));
  if (!content) return failure(400, ["text is invalid"], 40001);
  const { text, attachments } = content;
  const updated_at = world.seconds();
  const message = conversation.edit(messageId, (stored) => {
    stored.change({ ...stored.data, text, attachments, updated_at });
  });
  tell(world, conversation, "A message was edited.", "message.update", {
    message_id: messageId,
    sender_id: user.id,
    updated_at,
    message: { text, attachments },
  });
  return ok({ message });
}

function remove({ world, user, params }: Call): Answer {
  const { conversationId = "", messageId = "" } = params;
  const conversation = world.conversationOf(conversationId, user.id);
  const message = conversation?.find(messageId)?.data;
  if (!conversation || !message) return page(404, "Not Found");
  const group = world.groups.get(conversationId);
  const isSender = message.sender_id === user.id;
  if (!isSender && !(group && isAdmin(group, user.id))) return forbidden;
  const deleted_at = world.seconds();
  const deletion_actor = isSender ? "sender" : "admin";
  // The sender leaves a stone; an admin takes the row away.
  if (isSender) {
    conversation.edit(messageId, (stored) => {
      const text = "This message was deleted";
      const stone = { text, attachments: [], deleted_at, deletion_actor };
      stored.change({ ...stored.data, ...stone });
    });
  } else {
    conversation.remove(messageId);
  }
  tell(world, conversation, "A message was deleted.", "message.deleted", {
    message_id: messageId,
    deleted_at,
    deletion_actor,
  });
  return empty(204);
}

function tell(
  world: World,
  { id }: Conversation,
  text: string,
  type: string,
  data: Record<string, unknown>,
): void {
  const place = world.groups.get(id) ?? world.chats.get(id);
  if (place) notice(world, place.conversation, text, type, data);
}
