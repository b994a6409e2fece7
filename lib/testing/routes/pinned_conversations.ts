import { type Answer, failure, ok } from "../server/answer.ts";
import { asText } from "../server/body.ts";
import type { Route, RoutedRequest } from "../server/router.ts";

const PATH = "/v4/pinned_conversations";

/** Reads and replaces the pinned conversations of a user; groups left stay in it. */
export const PINNED_CONVERSATION_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: list },
  { method: "PUT", path: PATH, handle: replace },
];

function list({ world, user }: RoutedRequest): Answer {
  return ok({ pinned_conversation_ids: world.pinned.get(user.id) ?? [] });
}

function replace(call: RoutedRequest): Answer {
  const { world, user, fields: { pinned_conversation_ids: ids } } = call;
  if (!Array.isArray(ids)) {
    return failure(400, ["pinned_conversation_ids is required"]);
  }
  world.pinned.set(user.id, ids.map((id) => asText(id) ?? ""));
  return list(call);
}
