import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { changeOf, type MessageChange } from "./message_change.ts";

/** How many changes are remembered, to leave out those told a second time. */
const MEMORY = 100;

/** How far two tellings of one change may differ, in ms. */
const SAME_TIME_MS = 1_000;

/**
 * The edits, deletions and pins that a stream tells of, each once.
 *
 * It takes what a tail delivers, or `push(client).events()`, or both merged: a
 * deletion comes as a notice and as a frame in the same moment. Repetitions
 * of the last 100 are left out; a removal whose deleter was not known is
 * emitted once more when the deleter is. It completes and errors as its source
 * does, and a message or event that is malformed tells of nothing.
 *
 * Reactions, unpins and reads make no notice; see `./reactions` and
 * `./read_state`.
 *
 * @example What is said, and what becomes of it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { changes } from "@rxgroupme/client/changes";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(changes()).subscribe((change) => {
 *   console.log(`${change.messageId} was ${change.type}`);
 * });
 * ```
 */
export function changes(): OperatorFunction<
  GenericMessage | PushEvent,
  MessageChange
> {
  return (source) =>
    defer(() => {
      const emitted: MessageChange[] = [];
      return source.pipe(
        map(changeOf),
        filter((change): change is MessageChange => {
          if (!change || emitted.some((it) => covers(it, change))) return false;
          if (emitted.push(change) > MEMORY) emitted.shift();
          return true;
        }),
      );
    });
}

/** Whether `earlier` says all that `change` does. */
function covers(
  { at: was, by: who, ...known }: MessageChange,
  { at, by, ...change }: MessageChange,
): boolean {
  return Math.abs(+(was ?? 0) - +(at ?? 0)) <= SAME_TIME_MS &&
    (by === undefined || by === who) &&
    JSON.stringify(known) === JSON.stringify(change);
}
