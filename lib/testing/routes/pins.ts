import {
  type Answer,
  failure,
  gone,
  nothing,
  ok,
  page,
} from "../server/answer.ts";
import { notice } from "../model/notices.ts";
import { nameIn, type Place } from "../model/place.ts";
import type { Call, Route } from "../server/router.ts";
import { chatId } from "../model/world.ts";

const path = "/v3/conversations/:conversationId/messages/:messageId";

/** Pins messages, and lists those that are pinned. */
export const pinRoutes: readonly Route[] = [
  { method: "POST", path: `${path}/pin`, handle: pin },
  { method: "POST", path: `${path}/unpin`, handle: unpin },
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

function pin(call: Call): Answer {
  const { world, user } = call;
  return change(call, (place, messageId, isPinned) => {
    if (isPinned) return failure(400, ["Bad Request"]);
    const pinned_at = world.seconds();
    const pinned_by = user.id;
    const { conversation } = place;
    conversation.pin(messageId, { pinned_at, pinned_by });
    const text = `${nameIn(world, place, user.id)} pinned a message`;
    const data = { message_id: messageId, pinned: true, pinned_by, pinned_at };
    notice(world, conversation, text, "message.pinned", data);
    return ok(null);
  });
}

/** Of this nobody is told. */
function unpin(call: Call): Answer {
  return change(call, ({ conversation }, messageId, isPinned) => {
    if (!isPinned) return failure(400, ["Bad Request"]);
    conversation.pin(messageId, { pinned_at: null, pinned_by: "" });
    return ok(null);
  });
}

function change(
  { world, user, params: { conversationId = "", messageId = "" } }: Call,
  act: (place: Place, messageId: string, isPinned: boolean) => Answer,
): Answer {
  const place = world.placeFor(conversationId, user.id);
  const message = place?.conversation.find(messageId)?.data;
  if (!place || !message) return page(404, "Not Found");
  return act(place, messageId, message.pinned_at !== null);
}

function listOfGroup({ world, user, params }: Call): Answer {
  const place = world.placeFor(params.groupId ?? "", user.id);
  if (!place?.group) return gone;
  const messages = place.conversation.pinned();
  return ok({ count: messages.length, messages });
}

function listOfChat({ world, user, query }: Call): Answer {
  const id = chatId(user.id, query.get("other_user_id") ?? "");
  const messages = world.conversationOf(id, user.id)?.pinned();
  if (!messages) return nothing;
  return ok({ count: messages.length, direct_messages: messages });
}
