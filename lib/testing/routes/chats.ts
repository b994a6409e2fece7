import { type Answer, empty, NOT_FOUND, ok } from "../server/answer.ts";
import { pageOf } from "../server/page_numbers.ts";
import { sharedGroupsWire } from "../model/contacts.ts";
import { includeOf, readWire } from "../model/reading.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { WireMessage } from "../model/wire.ts";
import { type Chat, chatId, type World } from "../model/world.ts";

/** The most chats on a page, as clients have met it. */
const MAX_PER_PAGE = 100;
const FOR_EVER_SECONDS = 2_147_483_647;

/** Reads the list of chats, by latest message, and takes chats out of it. */
export const CHAT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/chats", handle: list },
  { method: "GET", path: "/v3/chats/:conversationId", handle: get },
  { method: "DELETE", path: "/v3/chats/:conversationId", handle: clear },
];

function list({ world, user, query }: RoutedRequest): Answer {
  world.revealAll();
  const mine: { chat: Chat; last: WireMessage }[] = [];
  for (const chat of world.chats.values()) {
    const last = lastOf(chat, user.id);
    if (last && chat.userIds.includes(user.id)) mine.push({ chat, last });
  }
  const sortKey = ({ conversation }: Chat) => conversation.lastSortKey();
  mine.sort((a, b) => sortKey(a.chat) < sortKey(b.chat) ? 1 : -1);
  const page = pageOf(mine, query, { perPage: 20, maxPerPage: MAX_PER_PAGE });
  const include = includeOf(query);
  return ok(
    page.map(({ chat, last }) => chatWire(world, chat, last, user.id, include)),
  );
}

function get({ world, user, params, query }: RoutedRequest): Answer {
  const chat = find(world, user.id, params.conversationId);
  const last = chat && lastOf(chat, user.id);
  if (!last) return NOT_FOUND;
  return ok(chatWire(world, chat, last, user.id, includeOf(query)));
}

/** For the user alone; the next message brings the chat back, but no old one. */
function clear({ world, user, params }: RoutedRequest): Answer {
  const chat = find(world, user.id, params.conversationId);
  const last = chat?.conversation.last();
  if (!chat || !last) return NOT_FOUND;
  chat.clearedAt.set(user.id, last.id);
  if (chat.requestedBy !== user.id) chat.requestedBy = undefined;
  return empty(200);
}

/** By both ids, or by that of the other user alone: clients do either. */
function find(world: World, userId: string, id = ""): Chat | undefined {
  const pair = id.includes("+") ? id : chatId(userId, id);
  return world.contextFor(pair, userId)?.chat;
}

/** The newest message, unless the user has cleared the chat since. */
function lastOf(
  { conversation, clearedAt }: Chat,
  userId: string,
): WireMessage | undefined {
  const last = conversation.last();
  return last?.id === clearedAt.get(userId) ? undefined : last;
}

function chatWire(
  world: World,
  chat: Chat,
  last: WireMessage,
  userId: string,
  include: ReadonlySet<string>,
): object {
  const { conversation, createdAt, userIds: [low, high] } = chat;
  const otherId = low === userId ? high : low;
  const other = world.users.get(otherId);
  const isRequest = chat.requestedBy === otherId;
  const isNumber = world.settings.chatUserIds === "number";
  return {
    created_at: createdAt,
    updated_at: last.created_at,
    last_message: last,
    messages_count: conversation.lifetime,
    other_user: {
      id: isNumber ? Number(otherId) : otherId,
      name: other?.name,
      avatar_url: other?.imageUrl,
    },
    message_deletion_period: FOR_EVER_SECONDS,
    message_deletion_mode: ["sender"],
    message_edit_period: chat.messageEditPeriod,
    requires_approval: isRequest,
    ...isRequest && {
      message_request: {
        shared_groups: sharedGroupsWire(world, userId, otherId),
      },
    },
    ...readWire(world, chat, userId, include),
  };
}
