import { type Answer, empty, NOT_FOUND, ok } from "../server/answer.ts";
import { sharedGroupsWire } from "../model/contacts.ts";
import { isAdmin } from "../model/group.ts";
import type { User } from "../model/people.ts";
import { requestsSent } from "./joining.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import { type Chat, chatId, type World } from "../model/world.ts";

/** Shows profiles, and what waits for the user's approval. */
export const CONTACT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v2/users/:userId", handle: profile },
  { method: "GET", path: "/v4/requests", handle: requests },
  { method: "GET", path: "/v4/requests/count", handle: count },
  { method: "POST", path: "/v3/chats/:otherId/approve", handle: approve },
];

function profile({ world, user, params, query }: RoutedRequest): Answer {
  const other = world.users.get(params.userId ?? "");
  if (!other) return NOT_FOUND;
  const isShared = query.get("include_shared_groups") === "true";
  return ok({
    user: {
      app_installed: true,
      avatar_url: other.imageUrl,
      created_at: other.createdAt,
      direct_message_capable: true,
      id: other.id,
      name: other.name,
      bio: "",
      directories: [],
      photo_urls: [],
    },
    relationship: null,
    ...isShared &&
      { shared_groups: sharedGroupsWire(world, user.id, other.id) },
    major_codes: [],
    graduation_year: "",
    campus_profile_visibility: "visible",
  });
}

function requests({ world, user }: RoutedRequest): Answer {
  return ok({ counts: countsOf(world, user), ...requestsOf(world, user) });
}

function count({ world, user }: RoutedRequest): Answer {
  return ok(countsOf(world, user));
}

/** By the id of the other user; a chat is approved once. */
function approve({ world, user, params }: RoutedRequest): Answer {
  const chat = world.chats.get(chatId(user.id, params.otherId ?? ""));
  if (!chat || !isRequest(chat, user)) return NOT_FOUND;
  chat.requestedBy = undefined;
  return empty(200);
}

function countsOf(world: World, user: User): object {
  const all = requestsOf(world, user);
  const dm = all.dm_requests.length;
  const received = all.group_requests_received
    .reduce((sum, { count }) => sum + count, 0);
  const sent = all.group_requests_sent.length;
  return { dm, received, sent, total: dm + received + sent };
}

function requestsOf(world: World, user: User) {
  const received = [...world.groups.values()]
    .filter((group) => isAdmin(group, user.id) && group.pending.size > 0)
    .map(({ id, name, imageUrl, pending }) => ({
      group_id: id,
      name,
      image_url: imageUrl,
      count: pending.size,
    }));
  return {
    dm_requests: [...world.chats.values()]
      .filter((chat) => isRequest(chat, user))
      .map((chat) => requestWire(world, chat, user)),
    group_requests_received: received,
    group_requests_sent: requestsSent(world, user),
  };
}

function isRequest({ userIds, requestedBy }: Chat, { id }: User): boolean {
  return requestedBy !== undefined && requestedBy !== id &&
    userIds.includes(id);
}

function requestWire(world: World, chat: Chat, { id }: User): object {
  const otherId = chat.requestedBy ?? "";
  const other = world.users.get(otherId);
  const last = chat.conversation.last();
  return {
    user_id: otherId,
    name: other?.name,
    avatar_url: other?.imageUrl,
    last_message: last && {
      id: last.id,
      text: last.text,
      created_at: last.created_at,
    },
    shared_groups: sharedGroupsWire(world, id, otherId),
  };
}
