import { reduce } from "../../lib/timeline/reducer.ts";
import { arrival, type Input } from "../../lib/timeline/inputs.ts";
import type { MessageData } from "../../lib/wire/message.ts";
import { blank, message } from "../../tests/timeline/samples.ts";
import type { Load, Said } from "./contender.ts";

/** As GroupMe sends it. */
function wire({ id, userId, text, at }: Said): MessageData {
  return message(0, {
    id,
    source_guid: `guid-${id}`,
    created_at: at / 1_000,
    user_id: userId,
    sender_id: userId,
    name: `Person ${userId}`,
    text,
  });
}

/** The reducer of `timeline()`. */
export const load: Load = (messages) => {
  let asOf = 1;
  let state = blank({ size: messages.length + 20_000 });
  const take = (...inputs: Input[]) => {
    state = reduce(state, inputs);
    return state.timeline.items;
  };
  const learned = () => ({ asOf: asOf++, seconds: 0 });
  const first = messages[0]?.id ?? "";
  take({ type: "me", id: "1001" }, {
    type: "page",
    rows: messages.map(wire),
    learned: learned(),
    span: { from: first },
    grows: "reset",
  });
  return {
    write: (message) => take(arrival(wire(message))),
    edit: ({ id, text, at }) =>
      take({
        type: "facts",
        facts: {
          id,
          content: {
            kind: 1,
            time: at / 1_000 + asOf++,
            asOf: 0,
            text,
            attachments: [],
          },
        },
      }),
    react: ({ id, likes }) =>
      take({
        type: "facts",
        facts: {
          id,
          reactions: {
            asOf: asOf++,
            tallies: [{
              reaction: "🔥",
              count: likes.length,
              userIds: likes,
              isMine: false,
            }],
          },
        },
      }),
    older: (page) => {
      const kept = state;
      const items = take({
        type: "page",
        rows: page.map(wire),
        learned: learned(),
        span: { from: page[0]?.id ?? "" },
        grows: "older",
      });
      // Each time into the same list.
      state = kept;
      return items;
    },
    again: (page) => {
      const before = state.timeline;
      take({ type: "page", rows: page.map(wire), learned: learned() });
      return before !== state.timeline;
    },
  };
};
