import {
  type Answer,
  empty,
  failure,
  FORBIDDEN,
  NOT_FOUND,
  ok,
} from "../server/answer.ts";
import type { Block } from "../model/people.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import { chatId } from "../model/world.ts";

const PATH = "/v3/blocks";

/** Blocks users, who then cannot send direct messages. */
export const BLOCK_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: list },
  { method: "GET", path: `${PATH}/between`, handle: between },
  { method: "POST", path: PATH, handle: create },
  { method: "DELETE", path: PATH, handle: remove },
  // For clients without DELETE.
  { method: "POST", path: `${PATH}/delete`, handle: remove },
];

function list(call: RoutedRequest): Answer {
  const { world, user } = call;
  const mine = world.blocks.filter(({ userId }) => userId === user.id);
  return refuse(call) ?? ok({ blocks: mine.map(blockWire) });
}

function between(call: RoutedRequest): Answer {
  const { world, user, query } = call;
  const pair = chatId(user.id, query.get("otherUser") ?? "");
  const isBlocked = world.blocks.some(({ userId, blockedUserId }) =>
    chatId(userId, blockedUserId) === pair
  );
  return refuse(call, true) ?? ok({ between: isBlocked });
}

function create(call: RoutedRequest): Answer {
  const { world, user } = call;
  const refusal = refuse(call, true);
  if (refusal) return refusal;
  let block = find(call);
  if (!block) {
    const blockedUserId = call.query.get("otherUser") ?? "";
    const createdAt = world.seconds();
    block = { userId: user.id, blockedUserId, createdAt };
    world.blocks.push(block);
  }
  return ok({ block: blockWire(block) }, 201);
}

function remove(call: RoutedRequest): Answer {
  const refusal = refuse(call, true);
  if (refusal) return refusal;
  const { blocks } = call.world;
  const block = find(call);
  if (block) blocks.splice(blocks.indexOf(block), 1);
  return empty(200);
}

function find({ world, user, query }: RoutedRequest): Block | undefined {
  return world.blocks.find(({ userId, blockedUserId }) =>
    userId === user.id && blockedUserId === query.get("otherUser")
  );
}

/** The refusal of a query that names the wrong users, if it does. */
function refuse(
  { world, user, query }: RoutedRequest,
  needsOther = false,
): Answer | undefined {
  const userId = query.get("user");
  const otherId = query.get("otherUser");
  if (!userId) return failure(400, ["user is required"]);
  if (userId !== user.id) return FORBIDDEN;
  if (!needsOther) return undefined;
  if (!otherId) return failure(400, ["otherUser is required"]);
  return world.users.has(otherId) ? undefined : NOT_FOUND;
}

function blockWire({ userId, blockedUserId, createdAt }: Block): object {
  return {
    user_id: userId,
    blocked_user_id: blockedUserId,
    created_at: createdAt,
  };
}
