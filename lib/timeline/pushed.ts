import { catchError, EMPTY, type Observable, tap } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { toCounts } from "../reactions/reaction_count.ts";
import type { ConversationKey, LiveSource } from "../tail/live_source.ts";
import { isId } from "../util/ids.ts";
import { isObject, toDate, toId, toObject } from "../wire/json.ts";
import type { Context } from "./context.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Input } from "./inputs.ts";
import { rereadNewest } from "./refresh.ts";
import { toTallies } from "./tallies.ts";

/** A source that tells more than messages, as push does. */
interface EventSource extends LiveSource {
  events(conversation: ConversationKey): Observable<PushEvent>;
}

/**
 * Takes reactions, and reads of a chat, from push. From a source that tells of
 * messages alone, or is refused the channel of the conversation, they are read.
 */
export function followPush<M extends TimelineMessage>(
  context: Context<M>,
): Observable<unknown> {
  const { host, options: { via }, store, polls } = context;
  if (!via) return EMPTY;
  if (!hasEvents(via)) return rereadNewest(context);
  polls.hasReactions = true;
  return via.events(host.key).pipe(
    tap((event) => {
      const input = inputOf(event, host, () => store.learned().asOf);
      if (input) store.soon(input);
    }),
    catchError(() => {
      polls.hasReactions = false;
      return rereadNewest(context);
    }),
  );
}

/** Whether a source tells of reactions too. */
function hasEvents(source: LiveSource): source is EventSource {
  return "events" in source && typeof source.events === "function";
}

function inputOf<M extends TimelineMessage>(
  { type, data }: PushEvent,
  { key }: TimelineHost<M>,
  asOf: () => number,
): Input | undefined {
  const { subject } = toObject(data);
  if (!isObject(subject)) return undefined;
  switch (type) {
    case "favorite":
    case "like.create":
    case "like.delete": {
      const id = toId(toObject(subject.line ?? subject.direct_message).id);
      if (!isId(id) || !Array.isArray(subject.reactions)) return undefined;
      const tallies = toTallies(toCounts(subject.reactions));
      return {
        type: "facts",
        facts: { id, reactions: { asOf: asOf(), tallies } },
      };
    }
    case "read_receipt.create": {
      const id = toId(subject.message_id);
      const at = toDate(subject.read_at);
      const isOthers = "otherUserId" in key &&
        toId(subject.user_id) === key.otherUserId;
      if (!isOthers || !isId(id) || !at) return undefined;
      return { type: "readBy", readBy: { id, at } };
    }
      // The content of messages is taken from the user's own channel alone, where
      // a notice tells of each edit: on a conversation's any member may publish.
  }
}
