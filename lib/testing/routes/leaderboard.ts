import { type Answer, failure, gone, ok } from "../server/answer.ts";
import type { Group } from "../model/group.ts";
import type { Call, Route } from "../server/router.ts";
import type { StoredMessage } from "../model/stored_message.ts";

const path = "/v3/groups/:groupId/likes";
const day = 86_400;
const periods: Readonly<Record<string, number>> = {
  day,
  week: 7 * day,
  month: 30 * day,
};
/** Messages in an answer. */
const maxMessages = 100;
/** Liked messages that are looked at, newest first, where no period ends it. */
const maxLooks = 5000;

/** Lists the messages that are liked most, by the user, or of the user. */
export const leaderboardRoutes: readonly Route[] = [
  { method: "GET", path, handle: period },
  { method: "GET", path: `${path}/mine`, handle: mine },
  { method: "GET", path: `${path}/for_me`, handle: forMe },
];

function period(call: Call): Answer {
  const { world, query } = call;
  const length = periods[query.get("period") ?? ""];
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

function mine(call: Call): Answer {
  const { user } = call;
  return answer(call, (group) => {
    const found: { at: number; message: StoredMessage }[] = [];
    for (const message of newest(group, maxLooks)) {
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

function forMe(call: Call): Answer {
  const { user } = call;
  return answer(call, (group) =>
    [...newest(group, maxLooks)]
      .filter(({ data, likes }) =>
        data.sender_id === user.id &&
        likes.some(({ userId }) => userId !== user.id)
      )
      .sort(byLikes)
      .map(({ data }) => data));
}

function answer(
  { world, user, params }: Call,
  find: (group: Group) => readonly object[],
): Answer {
  const group = world.groupOf(params.groupId ?? "", user.id);
  if (!group) return gone;
  group.conversation.reveal(world.now());
  return ok({ messages: find(group).slice(0, maxMessages) });
}

function* newest({ conversation }: Group, limit = Infinity) {
  let left = limit;
  for (const message of conversation.liked(conversation.size - 1, -1)) {
    if (left-- <= 0) return;
    yield message;
  }
}

function byLikes(a: StoredMessage, b: StoredMessage): number {
  return b.likes.length - a.likes.length || (a.place < b.place ? 1 : -1);
}
