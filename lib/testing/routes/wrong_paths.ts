import { type Answer, plain } from "../server/answer.ts";
import type { Route } from "../server/router.ts";

const OF_GROUP = "groups/:groupId/messages/:messageId";
const OF_CONVERSATION = "conversations/:conversationId/messages/:messageId";

/**
 * The paths that look right and are not: the real server has them, and breaks
 * instead of saying that there is nothing.
 */
export const WRONG_PATH_ROUTES: readonly Route[] = [
  { method: "DELETE", path: `/v3/${OF_GROUP}`, handle: breakDown },
  { method: "PUT", path: `/v3/${OF_CONVERSATION}`, handle: breakDown },
  { method: "POST", path: "/v4/groups/:groupId/join", handle: breakDown },
];

/** The words of the real server. */
function breakDown(): Answer {
  return plain(500, "Oops! Something broke");
}
