import { defer, map, type Observable } from "rxjs";
import { fittingIds, furthest } from "../paging/cursor_pages.ts";
import type { MessageData } from "../wire/message.ts";
import type { TimelineMessage } from "./host.ts";
import type { Learned } from "./registers.ts";
import type { Store } from "./store.ts";

/** A page, and when its request was sent. */
export interface Read {
  readonly rows: readonly MessageData[];
  readonly learned: Learned;
}

/** Requests a page; emits it with what was known as the request left. */
export function reading<M extends TimelineMessage>(
  store: Store<M>,
  request: Observable<readonly M[]>,
): Observable<Read> {
  return defer(() => {
    const learned = store.learned();
    return request.pipe(
      map((messages) => ({ rows: messages.map(({ data }) => data), learned })),
    );
  });
}

/**
 * The lowest id of a page, in whichever order it is; of those that fit the
 * others, as no page can be requested by another.
 */
export function oldestOf(rows: readonly MessageData[]): string | undefined {
  return endOf("before_id", rows);
}

/** The highest id of a page, of those that fit the others. */
export function newestOf(rows: readonly MessageData[]): string | undefined {
  return endOf("after_id", rows);
}

function endOf(
  direction: "before_id" | "after_id",
  rows: readonly MessageData[],
): string | undefined {
  const ids = fittingIds(rows.map(({ id }) => ({ id: `${id}` })));
  return furthest(direction, ids.map((id) => ({ id })));
}
