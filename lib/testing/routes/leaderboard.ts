import { type Answer, failure, GONE, ok } from "../server/answer.ts";
import type { Group } from "../model/group.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { StoredMessage } from "../model/stored_message.ts";

const PATH = "/v3/groups/:groupId/likes";
const DAY_SECONDS = 86_400;
const PERIODS: Readonly<Record<string, number>> = {
  day: DAY_SECONDS,
  week: 7 * DAY_SECONDS,
  month: 30 * DAY_SECONDS,
};
/** The maximum number of messages in an answer. */
const MAX_MESSAGES = 100;
/** The maximum number of liked messages read, newest first, without a period. */
const MAX_LIKED_READ = 5000;

/** Lists the messages that are liked most, by the user, or of the user. */
export const LEADERBOARD_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: period },
  { method: "GET", path: `${PATH}/mine`, handle: mine },
  { method: "GET", path: `${PATH}/for_me`, handle: forMe },
];

function period(call: RoutedRequest): Answer {
  const { world, query } = call;
  const length = PERIODS[query.get("period") ?? ""];
  if (length === undefined) return failure(400, ["period is invalid"]);
  const start = world.seconds() - length;
  return answer(call, (group) => {
    const found: StoredMessage[] = [];
    for (const message of newest(group)) {
      if (message.data.created_at < start) break;
      found.push(message);
    }
    return found.sort(byLikes).map(({ data }) => data);
  });
}

function mine(call: RoutedRequest): Answer {
  const { user } = call;
  return answer(call, (group) => {
    const found: { at: number; message: StoredMessage }[] = [];
    for (const message of newest(group, MAX_LIKED_READ)) {
      const like = message.likes.find(({ userId }) => userId === user.id);
      if (like) found.push({ at: like.at, message });
    }
    found.sort((a, b) => b.at - a.at);
    return found.map(({ at, message }) => ({
      ...message.data,
      liked_at: new Date(at).toISOString().replace("Z", "0Z"),
    }));
  });
}

function forMe(call: RoutedRequest): Answer {
  const { user } = call;
  return answer(call, (group) =>
    [...newest(group, MAX_LIKED_READ)]
      .filter(({ data, likes }) =>
        data.sender_id === user.id &&
        likes.some(({ userId }) => userId !== user.id)
      )
      .sort(byLikes)
      .map(({ data }) => data));
}

function answer(
  { world, user, params }: RoutedRequest,
  find: (group: Group) => readonly object[],
): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return GONE;
  group.conversation.reveal(world.now());
  return ok({ messages: find(group).slice(0, MAX_MESSAGES) });
}

function* newest({ conversation }: Group, limit = Infinity) {
  let left = limit;
  for (const message of conversation.liked(conversation.size - 1, -1)) {
    if (left-- <= 0) return;
    yield message;
  }
}

function byLikes(a: StoredMessage, b: StoredMessage): number {
  return b.likes.length - a.likes.length || (a.sortKey < b.sortKey ? 1 : -1);
}
