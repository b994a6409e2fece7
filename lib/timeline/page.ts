import { furthest } from "../paging/cursor_pages.ts";
import type { MessageData } from "../wire/message.ts";
import type { Learned } from "./registers.ts";

/** A page, and when its request was sent. */
export interface Read {
  readonly rows: readonly MessageData[];
  readonly learned: Learned;
}

/** The lowest id of a page, in whichever order it is. */
export function oldestOf(rows: readonly MessageData[]): string | undefined {
  return furthest("before_id", rows.map(({ id }) => ({ id: `${id}` })));
}

/** The highest id of a page. */
export function newestOf(rows: readonly MessageData[]): string | undefined {
  return furthest("after_id", rows.map(({ id }) => ({ id: `${id}` })));
}
