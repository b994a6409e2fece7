import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { GenericMessage } from "../../resources/messages/generic_message.ts";
import { toId } from "../../wire/json.ts";
import type { PushEvent } from "./events.ts";
import type { Notice } from "./notice.ts";

/** How many ids of notices are remembered, to leave out those read before. */
const MEMORY = 1_000;

/**
 * Emits the changes that notices tell of, each once: the message of a notice has
 * the same id in every source. One without an id is told each time.
 *
 * @param read Finds the notice in an item; that of no type is none.
 * @param changeOf Reads a notice, and the item that it came in; `undefined`
 * where it tells of no change.
 */
export function noticeChanges<Change>(
  read: (item: GenericMessage | PushEvent) => Notice,
  changeOf: (
    notice: Notice,
    item: GenericMessage | PushEvent,
  ) => Change | undefined,
): OperatorFunction<GenericMessage | PushEvent, Change> {
  return (source) =>
    defer(() => {
      const ids = new Set<string>();
      return source.pipe(
        map((item) => {
          const notice = read(item);
          const change = changeOf(notice, item);
          const id = toId(notice.message.id);
          if (!change || !id) return change;
          if (ids.size === ids.add(id).size) return;
          const [oldest = ""] = ids;
          if (ids.size > MEMORY) ids.delete(oldest);
          return change;
        }),
        filter(Boolean),
      );
    });
}
