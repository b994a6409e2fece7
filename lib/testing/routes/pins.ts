import {
  type Answer,
  failure,
  GONE,
  NOT_MODIFIED,
  ok,
  page,
} from "../server/answer.ts";
import type { ConversationContext } from "../model/conversation_context.ts";
import { pinMessage } from "../model/message_changes.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import { chatId } from "../model/world.ts";

const PATH = "/v3/conversations/:conversationId/messages/:messageId";

/** Pins messages, and lists those that are pinned. */
export const PIN_ROUTES: readonly Route[] = [
  { method: "POST", path: `${PATH}/pin`, handle: pin },
  { method: "POST", path: `${PATH}/unpin`, handle: unpin },
  {
    method: "GET",
    path: "/v3/pinned/groups/:groupId/messages",
    handle: listOfGroup,
  },
  // As the documents write it.
  {
    method: "GET",
    path: "/v3/pinned/groups/:groupId/messages/",
    handle: listOfGroup,
  },
  { method: "GET", path: "/v3/pinned/direct_messages", handle: listOfChat },
];

function pin(call: RoutedRequest): Answer {
  const { world, user } = call;
  return change(call, (context, messageId) => {
    const isNew = pinMessage(world, { context, messageId, userId: user.id });
    return isNew ? ok(null) : failure(400, ["Bad Request"]);
  });
}

/** Posts no notice. */
function unpin(call: RoutedRequest): Answer {
  return change(call, ({ conversation }, messageId, isPinned) => {
    if (!isPinned) return failure(400, ["Bad Request"]);
    conversation.pin(messageId, { pinned_at: null, pinned_by: "" });
    return ok(null);
  });
}

function change(
  { world, user, params: { conversationId = "", messageId = "" } }:
    RoutedRequest,
  act: (
    context: ConversationContext,
    messageId: string,
    isPinned: boolean,
  ) => Answer,
): Answer {
  const context = world.contextFor(conversationId, user.id);
  const message = context?.conversation.find(messageId)?.data;
  if (!context || !message) return page(404, "Not Found");
  return act(context, messageId, message.pinned_at !== null);
}

function listOfGroup({ world, user, params }: RoutedRequest): Answer {
  const context = world.contextFor(params.groupId ?? "", user.id);
  if (!context?.group) return GONE;
  const messages = context.conversation.pinned();
  return ok({ count: messages.length, messages });
}

function listOfChat({ world, user, query }: RoutedRequest): Answer {
  const id = chatId(user.id, query.get("other_user_id") ?? "");
  const messages = world.conversationOf(id, user.id)?.pinned();
  if (!messages) return NOT_MODIFIED;
  return ok({ count: messages.length, direct_messages: messages });
}
