import {
  empty,
  failure,
  GONE,
  NOT_MODIFIED,
  ok,
  plain,
} from "../server/answer.ts";
import { asFields, asText } from "../server/body.ts";
import type { Conversation } from "../model/conversation.ts";
import { contactsOf } from "../model/contacts.ts";
import { messagePage } from "../model/message_pages.ts";
import { claimGuid, post, readPost } from "../model/posting.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import { sentWire } from "../model/wire.ts";
import { chatId, type World } from "../model/world.ts";

const PATH = "/v3/direct_messages";

/** Reads and posts direct messages. */
export const DIRECT_MESSAGE_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: list },
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: `${PATH}/:messageId`, handle: get },
];

function list({ world, user, query }: RoutedRequest) {
  const otherId = query.get("other_user_id");
  if (!otherId) return failure(400, ["other_user_id is required"]);
  if (!world.users.has(otherId)) return GONE;
  const context = world.contextFor(chatId(user.id, otherId), user.id);
  if (!context) return NOT_MODIFIED;
  const { conversation, chat } = context;
  const { directAfterId: afterId } = world.settings;
  const floor = chat?.clearedAt.get(user.id);
  const extra = receiptJson(world, conversation, otherId);
  const kind = { name: "direct_messages", afterId, floor, extra };
  return messagePage(conversation, query, world, kind);
}

/** The read receipt of the other user as JSON, if there is one. */
function receiptJson(
  { reads }: World,
  conversation: Conversation,
  userId: string,
): string {
  const context = reads.receiptOf(conversation, userId);
  if (!context) return "";
  const wire = {
    id: "",
    chat_id: conversation.id,
    message_id: context.messageId,
    user_id: userId,
    read_at: context.readAt,
  };
  return `,"read_receipt":${JSON.stringify(wire)}`;
}

function get({ world, user, params, query }: RoutedRequest) {
  const id = chatId(user.id, query.get("other_user_id") ?? "");
  const message = world.conversationOf(id, user.id)
    ?.find(params.messageId ?? "");
  return message ? ok({ message: message.data }) : GONE;
}

function create({ world, user, fields }: RoutedRequest) {
  // Android's composer sends it under another name.
  const sentFields = asFields(fields.direct_message ?? fields.message);
  const otherId = asText(sentFields.recipient_id) ?? "";
  const other = world.users.get(otherId);
  const content = readPost(world, sentFields);
  if (!content) return failure(400, ["text or attachments are invalid"]);
  if (!other) return failure(404, ["recipient not found"]);
  const isBlocked = world.blocks.some(({ userId, blockedUserId }) =>
    chatId(userId, blockedUserId) === chatId(user.id, otherId)
  );
  if (isBlocked) return plain(403, "Forbidden");
  const isStranger = !world.chats.has(chatId(user.id, otherId)) &&
    !contactsOf(world, other).has(user.id);
  const chat = world.chatBetween(user, other);
  // Who answers a request approves it.
  if (chat.requestedBy === otherId) chat.requestedBy = undefined;
  if (isStranger) chat.requestedBy = user.id;
  const { conversation } = chat;
  const { guid } = content;
  const isNew = guid === undefined ||
    claimGuid(world, `${conversation.id} ${user.id} ${guid}`);
  if (!isNew) return empty(409);
  const { imageUrl, name } = user;
  const author = { id: user.id, name, imageUrl, type: "user" } as const;
  const message = post(world, conversation, author, content);
  return ok({ direct_message: sentWire(message) }, 201);
}
