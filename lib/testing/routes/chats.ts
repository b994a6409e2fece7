import { ok } from "../server/answer.ts";
import { pageOf } from "../server/page_numbers.ts";
import type { Call, Route } from "../server/router.ts";
import type { WireMessage } from "../model/wire.ts";
import type { Chat, World } from "../model/world.ts";

/** The most chats on a page, as clients have met it. */
const maxPerPage = 100;
const forEver = 2_147_483_647;

/** Reads the list of chats, by latest message. */
export const chatRoutes: readonly Route[] = [
  { method: "GET", path: "/v3/chats", handle: list },
];

function list({ world, user, query }: Call) {
  world.revealAll();
  const mine: { chat: Chat; last: WireMessage }[] = [];
  for (const chat of world.chats.values()) {
    const last = chat.conversation.last();
    if (last && chat.userIds.includes(user.id)) mine.push({ chat, last });
  }
  mine.sort(({ last: a }, { last: b }) => a.id < b.id ? 1 : -1);
  const page = pageOf(mine, query, { perPage: 20, maxPerPage });
  return ok(page.map(({ chat, last }) => chatWire(world, chat, last, user.id)));
}

function chatWire(
  world: World,
  { conversation, createdAt, userIds: [low, high] }: Chat,
  last: WireMessage,
  userId: string,
): object {
  const otherId = low === userId ? high : low;
  const other = world.users.get(otherId);
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
    message_deletion_period: forEver,
    message_deletion_mode: ["sender"],
    message_edit_period: 15,
    requires_approval: false,
    unread_count: null,
    last_read_message_id: null,
    last_read_at: null,
  };
}
