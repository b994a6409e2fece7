import { StreamChat } from "stream-chat";
import type { Load, Said } from "./contender.ts";

const user = { id: "me" };

function response({ id, userId, text, at, likes }: Said) {
  const time = new Date(at).toISOString();
  const reactions = likes.map((user_id) => ({
    message_id: id,
    type: "fire",
    user_id,
    user: { id: user_id },
    created_at: time,
    updated_at: time,
  }));
  return {
    id,
    text,
    type: "regular" as const,
    user: { id: userId, name: `Person ${userId}` },
    created_at: time,
    updated_at: time,
    attachments: [],
    latest_reactions: reactions,
    own_reactions: [],
    reaction_counts: likes.length > 0 ? { fire: likes.length } : {},
    reaction_scores: {},
    reply_count: 0,
    status: "received",
  };
}

/** The state of a channel of stream-chat, as its React components read it. */
export const load: Load = (messages) => {
  const client = new StreamChat("key", { disableCache: true });
  client.userID = user.id;
  client.user = user;
  const channel = client.channel("messaging", "bench");
  channel.initialized = true;
  const { state } = channel;
  const add = (list: readonly Said[]) => {
    state.addMessagesSorted(list.map(response) as never);
    return state.messages;
  };
  // A page at a time, as its pager does.
  for (let at = messages.length; at > 0; at -= 100) {
    add(messages.slice(Math.max(0, at - 100), at));
  }
  return {
    write: (message) => add([message]),
    edit: (message) => add([message]),
    react: (message) => {
      const whole = response(message);
      state.addReaction(
        whole.latest_reactions.at(-1) as never,
        whole as never,
      );
      return state.messages;
    },
  };
};
