import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { noticeOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toObject } from "../wire/json.ts";
import { changeOf, type MessageChange } from "./message_change.ts";

/** How many changes are remembered, to leave out those told a second time. */
const MEMORY = 100;

/** How far a notice and a frame of one change may differ, in ms. */
const SAME_TIME_MS = 1_000;

/**
 * The edits, deletions and pins that a stream tells of, each once.
 *
 * It takes what a tail delivers, or `push(client).events()`, or both merged: an
 * edit and a deletion come as a notice and as a frame in the same moment. Two
 * notices are told apart by their ids, two frames by when GroupMe received them,
 * a notice and a frame by what they say and their times, within a second.
 * Repetitions of the last 100 are left out; a removal whose deleter was not
 * known is emitted once more when the deleter is. It completes and errors as its
 * source does, and a message or event that is malformed tells of nothing.
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
      const emitted: Emitted[] = [];
      return source.pipe(
        map((it) => {
          const change = changeOf(it);
          if (!change) return;
          const { type, message } = noticeOf(it);
          const kind = type ? "notice" : "frame";
          const key = toId(type ? message.id : toObject(it.data).received_at);
          const equal = emitted.filter((it) => covers(it.change, change));
          const same = equal.find((it) => it[kind] === key) ??
            equal.find((it) => !key || !it[kind]);
          if (same) {
            same[kind] ||= key;
            return;
          }
          if (emitted.push({ change, [kind]: key }) > MEMORY) emitted.shift();
          return change;
        }),
        filter(Boolean),
      );
    });
}

/** A change that was told, and what it was told by. */
interface Emitted {
  readonly change: MessageChange;
  /** The id of its notice. */
  notice?: string;
  /** When GroupMe received its frame. */
  frame?: string;
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
