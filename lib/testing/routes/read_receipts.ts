import {
  type Answer,
  empty,
  failure,
  NOT_FOUND,
  ok,
} from "../server/answer.ts";
import { asFields, asList, asText } from "../server/body.ts";
import type { Conversation } from "../model/conversation.ts";
import type { User } from "../model/people.ts";
import { markRead } from "../model/reading.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { World } from "../model/world.ts";

const v4 = "/v4/read_receipts";

/** Lists and moves read positions. */
export const READ_RECEIPT_ROUTES: readonly Route[] = [
  { method: "GET", path: v4, handle: list },
  { method: "POST", path: v4, handle: markSeveral },
  { method: "POST", path: `${v4}/:conversationId`, handle: mark },
  {
    method: "POST",
    path: "/v4/conversations/mark_all_read",
    handle: markAll,
  },
  {
    method: "POST",
    path: "/v3/conversations/:conversationId/read_receipt",
    handle: markNewest,
  },
  { method: "POST", path: "/v2/read_receipts", handle: markOld },
];

function list({ world, user }: RoutedRequest): Answer {
  const receipts = conversationsOf(world, user).flatMap((conversation) => {
    const context = world.reads.positionOf(conversation, user.id);
    return context ? [receiptWire(conversation.id, context.messageId)] : [];
  });
  return ok({ receipts });
}

function mark({ world, user, params, fields }: RoutedRequest): Answer {
  const { conversationId = "" } = params;
  const messageId = asText(fields.last_read_message_id);
  if (!messageId) return failure(400, ["last_read_message_id is required"]);
  const context = world.contextFor(conversationId, user.id);
  if (!context) return NOT_FOUND;
  markRead(world, context, user.id, { messageId });
  const receipt = receiptWire(conversationId, messageId);
  return ok({ ...receipt, status: "accepted" }, 202);
}

function markSeveral({ world, user, fields }: RoutedRequest): Answer {
  const receipts = asList(fields.receipts).flatMap((value) => {
    const receipt = asFields(value);
    const conversationId = asText(receipt.conversation_id) ?? "";
    const messageId = asText(receipt.last_read_message_id);
    const context = world.contextFor(conversationId, user.id);
    if (!context || !messageId) return [];
    markRead(world, context, user.id, { messageId });
    const wire = receiptWire(conversationId, messageId);
    return [{ ...wire, status: "accepted" }];
  });
  return ok({ receipts }, 200, 202);
}

function markAll({ world, user }: RoutedRequest): Answer {
  for (const { id } of conversationsOf(world, user)) {
    const context = world.contextFor(id, user.id);
    if (context) markRead(world, context, user.id);
  }
  return empty(202);
}

/** The one way that tells the other side at once. */
function markNewest({ world, user, params }: RoutedRequest): Answer {
  const { conversationId = "" } = params;
  const context = world.contextFor(conversationId, user.id);
  if (!context) return NOT_FOUND;
  const read = markRead(world, context, user.id, {
    isShown: true,
    isPushed: true,
  });
  const read_receipt = {
    conversation_id: conversationId,
    message_id: read?.messageId ?? null,
    user_id: user.id,
    read_at: read?.readAt ?? world.seconds(),
  };
  return ok({ read_receipt });
}

function markOld({ world, user, fields }: RoutedRequest): Answer {
  const receipt = asFields(fields.read_receipt);
  const chat_id = asText(receipt.chat_id) ?? "";
  const messageId = asText(receipt.message_id);
  const context = world.contextFor(chat_id, user.id);
  if (!context || !messageId) return NOT_FOUND;
  const read = markRead(world, context, user.id, { messageId, isShown: true });
  const id = read?.messageId ?? messageId;
  const read_at = read?.readAt ?? world.seconds();
  const wire = { id, chat_id, message_id: id, user_id: user.id, read_at };
  return ok({ read_receipt: wire });
}

function conversationsOf(world: World, { id: userId }: User): Conversation[] {
  world.revealAll();
  const all = [world.groups, world.topics, world.chats]
    .flatMap((places) => [...places.values()]);
  return all.map(({ conversation }) => conversation)
    .filter(({ id }) => world.contextFor(id, userId) !== undefined);
}

function receiptWire(
  conversation_id: string,
  last_read_message_id: string,
): Record<string, string> {
  return { conversation_id, last_read_message_id };
}
