import {
  distinctUntilChanged,
  filter,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  type SchedulerLike,
  startWith,
  timer,
} from "rxjs";
import type { Push } from "../push/push.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { toId, toObject } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type Typing, typingOf } from "./typing_of.ts";

/** The time without a signal after which somebody has stopped typing. */
const LAPSE_MS = 5_000;

/**
 * Typing by push, for the option `typing` of timelines.
 *
 * @example Show who is typing
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push } from "@rxgroupme/client/push";
 * import { timeline, typingVia } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const via = push(client);
 * timeline(client, "1234", { via, typing: typingVia(via) })
 *   .subscribe(({ typing }) => console.log(typing.map(({ name }) => name)));
 * ```
 */
export function typingVia(push: Push): Typing {
  return typingOf({
    watch: (conversation, written$, scheduler) =>
      typingIn(push, conversation, written$, scheduler),
    publish: (conversation) => push.typing(conversation),
  });
}

function typingIn(
  push: Push,
  conversation: ConversationKey,
  written$: Observable<MessageData>,
  scheduler: SchedulerLike,
): Observable<readonly string[]> {
  let count = 0;
  const begun = push.events(conversation).pipe(
    filter(({ type }) => type === "typing"),
    map(({ data }) => toId(toObject(data).user_id)),
    filter(Boolean),
    mergeMap((id) => {
      const n = ++count;
      const end = { id, n, isTyping: false };
      return merge(
        of({ id, n, isTyping: true }),
        timer(LAPSE_MS, scheduler).pipe(map(() => end)),
      );
    }),
  );
  const wrote = written$.pipe(
    map((data) => ({ id: toId(data.sender_id), n: Infinity, isTyping: false })),
  );
  return merge(begun, wrote).pipe(
    scan((typing: ReadonlyMap<string, number>, { id, n, isTyping }) => {
      const since = typing.get(id);
      if (!isTyping && (since === undefined || since > n)) return typing;
      const next = new Map(typing);
      if (isTyping) next.set(id, n);
      else next.delete(id);
      return next;
    }, new Map<string, number>()),
    distinctUntilChanged(),
    map((typing) => [...typing.keys()]),
    startWith([]),
  );
}
