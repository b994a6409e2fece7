import { type Answer, failure, ok } from "../server/answer.ts";
import { asText } from "../server/body.ts";
import type { Call, Route } from "../server/router.ts";

const path = "/v4/pinned_conversations";

/** Keeps the conversations that a user has on top; those left stay in it. */
export const pinnedConversationRoutes: readonly Route[] = [
  { method: "GET", path, handle: list },
  { method: "PUT", path, handle: replace },
];

function list({ world, user }: Call): Answer {
  return ok({ pinned_conversation_ids: world.pinned.get(user.id) ?? [] });
}

function replace(call: Call): Answer {
  const { world, user, fields: { pinned_conversation_ids: ids } } = call;
  if (!Array.isArray(ids)) {
    return failure(400, ["pinned_conversation_ids is required"]);
  }
  world.pinned.set(user.id, ids.map((id) => asText(id) ?? ""));
  return list(call);
}
