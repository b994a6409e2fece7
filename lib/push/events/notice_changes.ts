import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { GenericMessage } from "../../resources/messages/generic_message.ts";
import { toId } from "../../wire/json.ts";
import type { PushEvent } from "./events.ts";
import { type Notice, noticeOf } from "./notice.ts";

/** How many ids of notices are remembered, to leave out those read before. */
const MEMORY = 1_000;

/**
 * Emits the changes that notices tell of, each once: the message of a notice has
 * the same id in every source. One without an id is told each time.
 *
 * @param changeOf Reads a notice; `undefined` where it tells of no change.
 * @param isGenuine As {@linkcode noticeOf} takes it.
 */
export function noticeChanges<Change>(
  changeOf: (notice: Notice) => Change | undefined,
  isGenuine?: (notice: Notice) => boolean,
): OperatorFunction<GenericMessage | PushEvent, Change> {
  return (source) =>
    defer(() => {
      const ids: string[] = [];
      return source.pipe(
        map((item) => {
          const notice = noticeOf(item, isGenuine);
          const change = changeOf(notice);
          const id = toId(notice.message.id);
          if (!change || !id) return change;
          if (ids.includes(id)) return;
          if (ids.push(id) > MEMORY) ids.shift();
          return change;
        }),
        filter(Boolean),
      );
    });
}
